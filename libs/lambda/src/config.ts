import { Email, SignUpRule } from '@parley/protocol';
import * as z from 'zod';

const name = z.string().min(1);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .filter(Boolean),
);
const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('is not JSON');
    return z.NEVER;
  }
});

// The public half of an RSA key, which is what Cognito signs with.
const Jwk = z.object({
  kid: z.string(),
  kty: z.literal('RSA'),
  use: z.literal('sig'),
  alg: z.string(),
  n: z.string(),
  e: z.string(),
});

/** Where the data is, and how connections are reached: what the core runs on. */
export const CoreConfig = z.object({
  CHAT_TABLE: name,
  CONNECTIONS_TABLE: name,
  /** The WebSocket API's management address: https://<api>.execute-api.<region>.amazonaws.com/<stage>. */
  SOCKET_ENDPOINT: z.url(),
  /** The FIFO queue of what the writing process leaves to deliver: https://sqs.<region>.amazonaws.com/<account>/<name>. */
  DELIVERY_QUEUE_URL: z.url(),
  /** Changes when the data was restored from a backup. */
  EPOCH: name,
  /** Whoever confirms this address becomes an owner of the workspace. */
  OWNER_EMAIL: Email,
  /** Who may make an account until an owner says otherwise. */
  SIGN_UP: SignUpRule,
  /** `off` for tortures and measurements alone. */
  RATE_LIMITS: z.enum(['on', 'off']).default('on'),
  AWS_REGION: name,
});
export type CoreConfig = z.infer<typeof CoreConfig>;

/** Whose tokens are taken. */
export const AuthConfig = z.object({
  USER_POOL_ID: name,
  USER_POOL_CLIENT_ID: name,
  /** The pool's public keys as a JWKS document, where its https address cannot be reached. */
  USER_POOL_JWKS: json.pipe(z.object({ keys: z.array(Jwk) })).optional(),
});

export type AuthConfig = z.infer<typeof AuthConfig>;

/** Which pages may use the workspace: a comma-separated list of origins. */
export const OriginConfig = z.object({ ALLOWED_ORIGINS: list.pipe(z.array(z.url()).min(1)) });
export type OriginConfig = z.infer<typeof OriginConfig>;

/** The secret that CloudFront adds to every request; absent where nothing stands in front of the doors, as on a laptop. */
export const EdgeConfig = z.object({ EDGE_SECRET: z.string().min(32).optional() });
export type EdgeConfig = z.infer<typeof EdgeConfig>;

/** Reads the environment by a schema. A bad one is told whole, every bad variable at once. */
export const readConfig = <S extends z.ZodType>(
  schema: S,
  environment: NodeJS.ProcessEnv = process.env,
): z.output<S> => {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`The environment is not complete. ${wrong.join('; ')}`);
};
