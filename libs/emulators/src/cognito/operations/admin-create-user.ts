import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { Email, emailAmong, requireInSchema, setAttributes } from '../attributes';
import { fail } from '../fault';
import { deliver } from '../mailbox';
import { adminOperation, AttributeList, ClientMetadata, Password, Username } from '../operation';
import { requirePolicy } from '../password-policy';
import { askPreSignUp } from '../pre-sign-up';
import { verifierFor } from '../srp';
import { attributeList, findUser, newUser } from '../users';
import { userType } from './admin-get-user';

const dayMs = 24 * 3600_000;
const direct = new Set(['email', 'email_verified']);

/**
 * Invites somebody: their temporary password is mailed, and the first sign-in asks for one of their own. `RESEND` mails
 * whom an earlier invitation still waits for another one, whose time begins anew.
 */
export const adminCreateUser = adminOperation(
  z.object({
    Username,
    UserAttributes: AttributeList.nullish(),
    ValidationData: AttributeList.nullish(),
    TemporaryPassword: Password.nullish(),
    MessageAction: z.enum(['SUPPRESS', 'RESEND']).nullish(),
    ClientMetadata,
  }),
  async (pool, input) => {
    const email = input.Username;
    if (!Email.safeParse(email).success) fail('InvalidParameterException', 'Username should be an email.');
    const given = input.UserAttributes ?? [];
    const others = given.filter(({ Name }) => !direct.has(Name));
    others.forEach(({ Name }) => requireInSchema(pool, Name));
    if ((emailAmong(given) ?? email).toLowerCase() !== email.toLowerCase()) {
      fail('InvalidParameterException', 'The attribute email must be the username.');
    }
    const isResent = input.MessageAction === 'RESEND';
    const invited = findUser(pool, email);
    if (isResent && !invited) fail('UserNotFoundException', 'User does not exist.');
    if (isResent && invited?.status !== 'FORCE_CHANGE_PASSWORD') {
      fail(
        'UnsupportedUserStateException',
        `Resend not possible. ${invited?.sub ?? ''} status is not FORCE_CHANGE_PASSWORD`,
      );
    }
    const requireFree = () => {
      if (!isResent && findUser(pool, email)) fail('UsernameExistsException', 'User account already exists');
    };
    requireFree();

    const temporary = input.TemporaryPassword ?? `${randomBytes(9).toString('base64url')}aA1!`;
    requirePolicy(temporary);
    const user = (isResent && invited) || newUser(pool, email);
    setAttributes(user, others);
    if (!isResent) {
      user.emailVerified = given.find(({ Name }) => Name === 'email_verified')?.Value.toLowerCase() === 'true';
      await askPreSignUp(pool, user, {
        source: 'PreSignUp_AdminCreateUser',
        validationData: Object.fromEntries((input.ValidationData ?? []).map(({ Name, Value }) => [Name, Value])),
        clientMetadata: input.ClientMetadata,
      });
      requireFree(); // somebody may have taken it while the trigger ran
    }
    user.status = 'FORCE_CHANGE_PASSWORD';
    user.srp = verifierFor(pool.poolName, user.sub, temporary);
    user.temporaryUntil = pool.clock.now() + pool.temporaryPasswordDays * dayMs;
    user.modifiedAt = pool.clock.now();
    if (input.MessageAction !== 'SUPPRESS') {
      const text = `Your username is ${email} and temporary password is ${temporary}.`;
      deliver(pool.store.state, pool.clock, { to: email, subject: 'Your temporary password', text, code: temporary });
    }
    pool.store.state.users.set(user.sub, user);
    await pool.store.save();
    return { User: { ...userType(user), Attributes: attributeList(user) } };
  },
);
