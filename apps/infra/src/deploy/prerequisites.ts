import * as z from 'zod';
import type { StageConfig } from '../config';
import { type Machine, parsed, Stopped } from './machine';

const Zone = z.object({
  HostedZone: z.object({ Name: z.string(), Config: z.object({ PrivateZone: z.boolean() }) }),
});

const wrong = (what: string, remedy: string): Stopped =>
  new Stopped(`Nothing was done. ${what} ${remedy}, in apps/infra/src/settings.ts or in AWS.`);

/**
 * Stops where the settings name a zone or a secret that somebody has to make first, and AWS does not have it so: CloudFormation
 * would fail over it half-way, and take a first deployment back with all that it made.
 */
export const checkPrerequisites = async (machine: Machine, config: StageConfig): Promise<void> => {
  await checkZone(machine, config);
  await checkSecret(machine, config);
};

const checkZone = async ({ run }: Machine, { domain }: StageConfig): Promise<void> => {
  if (!domain) return;
  const { name, zone } = domain;
  if (name !== zone.name && !name.endsWith(`.${zone.name}`))
    throw wrong(`The domain ${name} does not lie in the zone ${zone.name}.`, 'Correct one of them');
  const { code, output } = await run('aws', ['route53', 'get-hosted-zone', '--id', zone.id, '--output', 'json']);
  if (code !== 0)
    throw wrong(
      `The zone ${zone.id} of the domain cannot be seen in this account. AWS said: ${output.trim()}.`,
      'Correct its id, or make it',
    );
  const found = Zone.safeParse(parsed(output)).data?.HostedZone;
  if (found && (found.Name !== `${zone.name}.` || found.Config.PrivateZone))
    throw wrong(
      `The zone ${zone.id} is ${found.Config.PrivateZone ? 'private, and ' : ''}of ${found.Name}`,
      `It has to be the public one of ${zone.name}: correct its id`,
    );
};

const checkSecret = async ({ run }: Machine, { google, region }: StageConfig): Promise<void> => {
  if (!google) return;
  const args = ['secretsmanager', 'describe-secret', '--secret-id', google.secretName, '--region', region];
  const { code, output } = await run('aws', [...args, '--query', 'ARN', '--output', 'text']);
  if (code !== 0)
    throw wrong(
      `The secret ${google.secretName} of Google cannot be seen in ${region}. AWS said: ${output.trim()}.`,
      'Correct its name, or make it as docs/deploy.md says',
    );
};
