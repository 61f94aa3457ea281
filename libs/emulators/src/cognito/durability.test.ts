import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  AssociateSoftwareTokenCommand,
  ChangePasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  SetUserMFAPreferenceCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
  VerifySoftwareTokenCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cognito } from './cognito';
import { startHostedUi } from './testing/start-hosted-ui';
import { clientId, freshDataFile, password, refusalOf, region, startPool, userPoolId } from './testing/start-pool';

const ana = 'ana@example.com';
const bo = 'bo@example.com';
const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);

describe('a restart', () => {
  it('keeps people, sessions, revocations, open codes, mail and the signing key', async () => {
    const first = await startPool();
    await first.register(ana);
    await first.sdk.send(new SignUpCommand({ ClientId: clientId, Username: bo, Password: password }));
    const kept = await first.signIn(ana);
    const jwks = first.pool.jwks();
    const mails = first.pool.mail.list();
    await first.stop();

    const second = await startPool({ dataFile: first.dataFile });
    expect(second.pool.jwks()).toEqual(jwks);
    expect(second.pool.mail.list()).toEqual(mails);
    await second.sdk.send(new GetUserCommand({ AccessToken: kept.accessToken }));
    await second.sdk.send(
      new GetTokensFromRefreshTokenCommand({ ClientId: clientId, RefreshToken: kept.refreshToken }),
    );
    const ConfirmationCode = second.newestCode(bo);
    await second.sdk.send(new ConfirmSignUpCommand({ ClientId: clientId, Username: bo, ConfirmationCode }));
    await second.signIn(bo);
    await second.sdk.send(new GlobalSignOutCommand({ AccessToken: kept.accessToken }));
    await second.stop();

    const third = await startPool({ dataFile: first.dataFile });
    const refreshed = third.sdk.send(
      new GetTokensFromRefreshTokenCommand({ ClientId: clientId, RefreshToken: kept.refreshToken }),
    );
    expect(await refusalOf(refreshed)).toEqual(['NotAuthorizedException', 'Refresh Token has been revoked']);
  });

  it('keeps who came with Google, second factors, groups and addresses that wait for their code', async () => {
    const first = await startHostedUi();
    const { access_token } = await first.signInWithGoogle(bo);
    await first.register(ana);
    const { accessToken: AccessToken } = await first.signIn(ana);
    const { SecretCode = '' } = await first.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const UserCode = new TOTP({ secret: Secret.fromBase32(SecretCode) }).generate();
    await first.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    const UserAttributes = [{ Name: 'email', Value: 'new@example.com' }];
    await first.sdk.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }));
    await first.stop();

    const second = await startPool({ dataFile: first.dataFile });
    const Code = second.newestCode('new@example.com');
    await second.sdk.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code }));
    const SoftwareTokenMfaSettings = { Enabled: true };
    await second.sdk.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
    const { UserMFASettingList, UserAttributes: read } = await second.sdk.send(new GetUserCommand({ AccessToken }));
    expect(UserMFASettingList).toEqual(['SOFTWARE_TOKEN_MFA']);
    expect(read).toContainEqual({ Name: 'email', Value: 'new@example.com' });
    const bos = await second.sdk.send(new GetUserCommand({ AccessToken: access_token }));
    expect(bos.UserAttributes?.find(({ Name }) => Name === 'identities')?.Value).toContain('"providerName":"Google"');
  });

  it('reads a file from before there were groups, second factors and sign-ins elsewhere', async () => {
    const first = await startPool();
    const sub = await first.register(ana);
    const { refreshToken: RefreshToken } = await first.signIn(ana);
    await first.stop();
    const older = ['version', 'users', 'sessions', 'mails'];
    const ofUser = 'sub email emailVerified attributes status srp confirmationCode resetCode createdAt modifiedAt';
    const ofSession = 'originJti sub refreshTokenHash authTime expiresAt revoked';
    const known = [...older, ...`${ofUser} ${ofSession} name salt verifier id to subject text code sentAt`.split(' ')];
    const file = JSON.parse(await readFile(first.dataFile, 'utf8')) as object;
    await writeFile(first.dataFile, JSON.stringify(file, known));
    expect(await readFile(first.dataFile, 'utf8')).not.toContain('totp');

    const second = await startPool({ dataFile: first.dataFile });
    await second.sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId: clientId, RefreshToken }));
    const { accessToken: AccessToken } = await second.signIn(ana);
    expect(await second.sdk.send(new GetUserCommand({ AccessToken }))).toMatchObject({ Username: sub });
  });

  it('finds everyone whose sign-up was answered before a kill -9', async () => {
    const dataFile = await freshDataFile();
    const script = join(import.meta.dirname, 'testing', 'sign-up-forever.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, dataFile], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const answered: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      answered.push(line);
      if (answered.length === 25) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    expect(answered.length).toBeGreaterThanOrEqual(25);

    const { register, newestCode, sdk } = await startPool({ dataFile });
    for (const email of answered) {
      const ConfirmationCode = newestCode(email);
      await sdk.send(new ConfirmSignUpCommand({ ClientId: clientId, Username: email, ConfirmationCode }));
    }
    await register('after@example.com');
  });

  it('refuses a data file it cannot read, and leaves it alone', async () => {
    const dataFile = await freshDataFile();
    await (await cognito({ dataFile, region, userPoolId, clientId })).close();
    await writeFile(dataFile, '{"version":1,"users":');
    await expect(cognito({ dataFile, region, userPoolId, clientId })).rejects.toThrow(
      `${dataFile} is not a user pool that this version can read. Delete it to start with an empty pool.`,
    );
    expect(await readFile(dataFile, 'utf8')).toBe('{"version":1,"users":');
  });
});

describe('the data folder', () => {
  it('never holds a password, nor a token that signs anybody in', async () => {
    const { dataFile, register, sdk, signIn } = await startPool();
    await register(ana);
    const { accessToken, idToken, refreshToken } = await signIn(ana);
    const ProposedPassword = 'Another-horse-2';
    await sdk.send(
      new ChangePasswordCommand({ AccessToken: accessToken, PreviousPassword: password, ProposedPassword }),
    );
    await sdk.send(new ForgotPasswordCommand({ ClientId: clientId, Username: ana }));
    const folder = dirname(dataFile);
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    const everything = files.join('\n');
    expect(everything).toContain(ana); // it is the file that is looked for
    const secrets = [password, ProposedPassword].flatMap((text) => [
      text,
      Buffer.from(text).toString('base64').replaceAll('=', ''),
      Buffer.from(text).toString('hex'),
    ]);
    for (const secret of [...secrets, accessToken, idToken, refreshToken, refreshToken.split('.')[1] ?? '']) {
      expect(everything).not.toContain(secret);
    }
  });

  it('is readable by its owner alone, even when it was opened up in between', async () => {
    const { dataFile, pool, register } = await startPool();
    await register(ana);
    expect([await modeOf(dataFile), await modeOf(`${dataFile}.key`)]).toEqual(['600', '600']);
    await pool.close();
    await chmod(`${dataFile}.key`, 0o644);
    await startPool({ dataFile });
    expect(await modeOf(`${dataFile}.key`)).toBe('600');
  });

  it('makes a key of its own', async () => {
    const [one, other] = await Promise.all([startPool(), startPool()]);
    expect(one.pool.jwks().keys[0]?.kid).not.toBe(other.pool.jwks().keys[0]?.kid);
  });

  it('answers 500 without details when it cannot be written, and says why to whoever runs it', async () => {
    const reported: unknown[] = [];
    const { dataFile, sdk } = await startPool({ onError: (error) => reported.push(error) });
    const blocked = `${dataFile}.new`;
    await mkdir(blocked); // a folder where the next version is written
    const signUp = () => sdk.send(new SignUpCommand({ ClientId: clientId, Username: bo, Password: password }));
    expect(await refusalOf(signUp())).toEqual(['InternalErrorException', 'Internal server error.']);
    expect(String(reported[0])).toContain('EISDIR');
    await rmdir(blocked);
    await sdk.send(new SignUpCommand({ ClientId: clientId, Username: ana, Password: password }));
  });
});
