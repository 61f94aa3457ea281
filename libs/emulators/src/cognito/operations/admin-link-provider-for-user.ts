import * as z from 'zod';
import { fail } from '../fault';
import { adminOperation } from '../operation';
import type { Pool } from '../pool';
import { findUser, isExternal } from '../users';

const Provider = z.object({
  ProviderName: z.string().min(1).max(32),
  ProviderAttributeName: z.string().nullish(),
  ProviderAttributeValue: z.string().min(1),
});

/** Who is opened by this sign-in elsewhere. */
export const holderOf = ({ store }: Pool, providerName: string, userId: string) =>
  [...store.state.users.values()].find(({ identities }) =>
    identities.some((identity) => identity.providerName === providerName && identity.userId === userId),
  );

/** Lets a sign-in elsewhere, which has not been used here yet, open an account that is there. */
export const adminLinkProviderForUser = adminOperation(
  z.object({ DestinationUser: Provider, SourceUser: Provider }),
  async (pool, { DestinationUser, SourceUser }) => {
    if (SourceUser.ProviderAttributeName !== 'Cognito_Subject') {
      fail('InvalidParameterException', 'Only Cognito_Subject is known as the ProviderAttributeName of a source here.');
    }
    if (!pool.providers.includes(SourceUser.ProviderName)) {
      fail('InvalidParameterException', `The provider ${SourceUser.ProviderName} does not exist for the user pool.`);
    }
    const user =
      DestinationUser.ProviderName === 'Cognito' ? findUser(pool, DestinationUser.ProviderAttributeValue) : undefined;
    if (!user || isExternal(user)) fail('UserNotFoundException', 'User does not exist.');
    const { ProviderName: providerName, ProviderAttributeValue: userId } = SourceUser;
    const holder = holderOf(pool, providerName, userId);
    if (holder && holder !== user) {
      fail(
        'InvalidParameterException',
        'Merging is not currently supported, please provide a SourceUser that has not been signed up or linked',
      );
    }
    if (!holder) {
      user.identities = [...user.identities, { providerName, userId, primary: false, dateCreated: pool.clock.now() }];
      user.modifiedAt = pool.clock.now();
      await pool.store.save();
    }
    return {};
  },
);
