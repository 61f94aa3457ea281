import { describe, expect, it } from 'vitest';
import { stageConfig, type StageConfig } from '../config';
import { checkPrerequisites } from './prerequisites';
import { aMachine, type Scene } from './testing/a-machine';

const domain = { name: 'chat.example.com', zone: { id: 'Z1', name: 'example.com' } };
const google = { domainPrefix: 'example-chat', secretName: 'parley/google' };
const tried = async (changed: Partial<StageConfig>, finishes: NonNullable<Scene['finishes']> = {}) => {
  const { machine, ran } = aMachine({ finishes });
  const config = { ...stageConfig('dev'), ...changed };
  const words = await checkPrerequisites(machine, config).then(
    () => 'goes on',
    (error: Error) => error.message,
  );
  return { words, ran };
};
const zoneIs = (Name: string, PrivateZone = false) => ({
  'aws route53 get-hosted-zone --id Z1': {
    ...{ code: 0, output: JSON.stringify({ HostedZone: { Name, Config: { PrivateZone } } }) },
  },
});

it('asks nothing where nothing has to be there', async () => {
  expect(await tried({})).toEqual({ words: 'goes on', ran: [] });
});

describe('the zone of a domain', () => {
  it('is asked for, and has to be the public one that the settings name', async () => {
    expect((await tried({ domain }, zoneIs('example.com.'))).words).toBe('goes on');
    expect((await tried({ domain: { ...domain, name: 'example.com' } }, zoneIs('example.com.'))).words).toBe('goes on');
    expect((await tried({ domain }, zoneIs('example.org.'))).words).toMatch(/^Nothing was done\..+of example\.org\./);
    expect((await tried({ domain }, zoneIs('example.com.', true))).words).toContain('is private');
  });

  it('holds the domain: a record would else be made of both their names', async () => {
    for (const name of ['chat.example.org', 'notexample.com']) {
      const { words, ran } = await tried({ domain: { ...domain, name } });
      expect(words).toContain(`The domain ${name} does not lie in the zone example.com.`);
      expect(ran).toEqual([]);
    }
  });

  it('stops everything where it is not there, in the words of AWS', async () => {
    const output = 'An error occurred (NoSuchHostedZone)';
    const { words } = await tried({ domain }, { 'aws route53': { code: 254, output } });
    expect(words).toContain('The zone Z1 of the domain cannot be seen in this account. AWS said: An error');
  });
});

it('stops where the secret of Google is not in the region of the stage', async () => {
  const asks = 'aws secretsmanager describe-secret --secret-id parley/google --region eu-central-1';
  const missing = { [asks]: { code: 254, output: 'ResourceNotFoundException' } };
  const { words } = await tried({ google, region: 'eu-central-1' }, missing);
  expect(words).toMatch(/^Nothing was done\. The secret parley\/google of Google cannot be seen in eu-central-1\./);
  expect((await tried({ google })).words).toBe('goes on');
});
