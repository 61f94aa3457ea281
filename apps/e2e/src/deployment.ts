import * as z from 'zod';

const Config = z.object({
  workspace: z.string(),
  region: z.string(),
  userPoolId: z.string(),
  userPoolClientId: z.string(),
  userPoolEndpoint: z.url().optional(),
  userPoolDomain: z.string().optional(),
  mailUrl: z.url().optional(),
});
const Mails = z.object({ mails: z.array(z.object({ code: z.string() })) });

/** What a deployment says of itself in `/config.json`, as far as the tests need it. */
export type Deployment = Omit<z.infer<typeof Config>, 'mailUrl'> & {
  url: string;
  /**
   * Answers `?format=json&to=<address>` with `{ mails: [{ code }] }`, the newest first. Of a deployment in AWS only
   * `MAIL_URL` can tell; without it nobody can sign up, and journeys of new people are skipped.
   */
  mailUrl: string | undefined;
  /** Whether it is a local run, whose first people, and whose stand-in for Google, are known. */
  isLocal: boolean;
};

export const readDeployment = async (url: string): Promise<Deployment> => {
  const response = await fetch(new URL('/config.json', url));
  if (!response.ok) throw new Error(`${url}/config.json answered ${response.status}. Is Parley running there?`);
  const config = Config.parse(await response.json());
  // How it is tried without an account of AWS's whether a deployment there could be asked.
  const asDeployed = process.env['AS_DEPLOYED'] === '1';
  return {
    ...config,
    url,
    mailUrl: (asDeployed ? undefined : config.mailUrl) ?? process.env['MAIL_URL'],
    isLocal: config.userPoolEndpoint !== undefined && !asDeployed,
  };
};

/** The codes mailed to an address so far, the newest first. */
export const codesFor = async ({ mailUrl }: Deployment, email: string): Promise<string[]> => {
  if (!mailUrl) throw new Error('MAIL_URL is not set, so no code can be read.');
  const page = new URL(mailUrl);
  page.searchParams.set('format', 'json');
  page.searchParams.set('to', email);
  const response = await fetch(page);
  if (!response.ok) throw new Error(`The mail page answered ${response.status}.`);
  return Mails.parse(await response.json()).mails.map(({ code }) => code);
};

/** One call to the user pool, as a browser makes it. */
export const askCognito = async (
  { region, userPoolEndpoint, userPoolClientId }: Deployment,
  operation: string,
  body: object,
): Promise<unknown> => {
  const response = await fetch(userPoolEndpoint ?? `https://cognito-idp.${region}.amazonaws.com/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify({ ClientId: userPoolClientId, ...body }),
  });
  if (!response.ok) throw new Error(`Cognito's ${operation} answered ${response.status}: ${await response.text()}`);
  return response.json();
};
