import {
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { clientId as ClientId, password, refusalOf, startPool } from './testing/start-pool';

const ana = 'ana@example.com';
const stranger = 'stranger@example.com';
const minutes = 60_000;
const wrongCredentials = ['NotAuthorizedException', 'Incorrect username or password.'];

const startWithAna = async () => {
  const started = await startPool({ tokenSeconds: { access: 2 * 3600 } }); // outlives a limit's hour
  await started.register(ana);
  return started;
};

describe('a forgotten password', () => {
  const startForgetting = async () => {
    const started = await startWithAna();
    const { sdk } = started;
    return {
      ...started,
      forget: (Username: string) => sdk.send(new ForgotPasswordCommand({ ClientId, Username })),
      reset: (Username: string, ConfirmationCode: string, Password = 'Another-horse-2') =>
        sdk.send(new ConfirmForgotPasswordCommand({ ClientId, Username, ConfirmationCode, Password })),
    };
  };
  const otherThan = (code: string) => (code === '000000' ? '000001' : '000000');

  it('is reset with a code that is good once and for one hour', async () => {
    const { forget, reset, newestCode, clock, signIn } = await startForgetting();
    await forget(ana);
    clock.advance(60 * minutes);
    expect((await refusalOf(reset(ana, newestCode(ana))))[0]).toBe('ExpiredCodeException');
    await forget(ana);
    clock.advance(60 * minutes - 1);
    expect((await refusalOf(reset(ana, otherThan(newestCode(ana)))))[0]).toBe('CodeMismatchException');
    expect((await refusalOf(reset(ana, newestCode(ana), 'weak')))[0]).toBe('InvalidPasswordException');
    await reset(ana, newestCode(ana));
    expect((await refusalOf(reset(ana, newestCode(ana))))[0]).toBe('ExpiredCodeException');
    expect(await refusalOf(signIn(ana))).toEqual(wrongCredentials);
    await signIn(ana, 'Another-horse-2');
  });

  it('sounds the same for a stranger and for someone unconfirmed, who get no mail', async () => {
    const { sdk, forget, reset, pool, newestCode } = await startForgetting();
    await sdk.send(new SignUpCommand({ ClientId, Username: 'alf@eu.example', Password: password }));
    const mails = pool.mail.list().length;
    const [known, unknown, unconfirmed] = [
      await forget(ana),
      await forget('anybody@elsewhere.example'),
      await forget('alf@eu.example'),
    ];
    expect(known.CodeDeliveryDetails).toEqual({
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: 'a***@e***',
    });
    expect(unknown.CodeDeliveryDetails).toEqual(known.CodeDeliveryDetails);
    expect(unconfirmed.CodeDeliveryDetails).toEqual(known.CodeDeliveryDetails);
    expect(pool.mail.list()).toHaveLength(mails + 1);
    const wrong = otherThan(newestCode(ana));
    expect(await refusalOf(reset('anybody@elsewhere.example', wrong))).toEqual(await refusalOf(reset(ana, wrong)));
  });

  it('allows five codes and ten wrong guesses an hour, known or not', async () => {
    const { forget, reset, newestCode } = await startForgetting();
    for (const name of [ana, stranger]) {
      for (let asked = 0; asked < 5; asked += 1) await forget(name);
      expect((await refusalOf(forget(name)))[0]).toBe('LimitExceededException');
      const wrong = otherThan(newestCode(name));
      for (let guess = 0; guess < 10; guess += 1) {
        expect((await refusalOf(reset(name, wrong)))[0]).toBe('CodeMismatchException');
      }
      expect((await refusalOf(reset(name, newestCode(name))))[0]).toBe('LimitExceededException');
    }
  });
});

describe('changing a password', () => {
  const startChanging = async () => {
    const started = await startWithAna();
    const { accessToken: AccessToken } = await started.signIn(ana);
    return {
      ...started,
      change: (PreviousPassword: string, ProposedPassword: string) =>
        started.sdk.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword })),
    };
  };

  it('needs the old one, and a new one within the policy', async () => {
    const { change, signIn } = await startChanging();
    expect(await refusalOf(change('Wrong-horse-1', 'Another-horse-2'))).toEqual(wrongCredentials);
    expect((await refusalOf(change(password, 'weak')))[0]).toBe('InvalidPasswordException');
    await signIn(ana);
    await change(password, 'Another-horse-2');
    expect(await refusalOf(signIn(ana))).toEqual(wrongCredentials);
    await signIn(ana, 'Another-horse-2');
  });

  it('may be tried with a wrong old one five times an hour', async () => {
    const { change, clock } = await startChanging();
    for (let guess = 0; guess < 5; guess += 1) {
      expect(await refusalOf(change('Wrong-horse-1', 'Another-horse-2'))).toEqual(wrongCredentials);
    }
    expect((await refusalOf(change(password, 'Another-horse-2')))[0]).toBe('LimitExceededException');
    clock.advance(60 * minutes);
    await change(password, 'Another-horse-2');
  });
});
