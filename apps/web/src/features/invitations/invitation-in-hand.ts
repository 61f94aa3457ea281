import { InvitationToken } from '@parley/protocol';

/** For this tab alone, so that they outlive a reload and the way to Google and back; they stand in no address on either way. */
const keys = { link: 'parley.invitation', email: 'parley.invited-address' } as const;
type Kept = Partial<Record<keyof typeof keys, string>>;
/** Where storage is refused: as long as this page. */
let held: Kept = {};

const stored = (work: (storage: Storage) => string | null | void): string | undefined => {
  try {
    return work(window.sessionStorage) ?? undefined;
  } catch {
    return undefined;
  }
};
const read = (what: keyof typeof keys): string | undefined =>
  held[what] ?? stored((storage) => storage.getItem(keys[what]));
const keep = (what: keyof typeof keys, text: string): void => {
  held[what] = text;
  stored((storage) => storage.setItem(keys[what], text));
};

/** Somebody is signed in, or comes by another link: what was kept is over. */
export const dropInvitation = (): void => {
  held = {};
  for (const key of Object.values(keys)) stored((storage) => storage.removeItem(key));
};

/** Keeps what stood in a link, whole or not, for the pages of the way in. */
export const keepInvitation = (fromLink: string): void => {
  if (read('link') === fromLink) return;
  dropInvitation();
  keep('link', fromLink);
};

/** An address was said to come by it: it is said again as often as the invitation is looked at, so that it does not lapse. */
export const keepInvitedAddress = (email: string): void => keep('email', email);

/** What somebody comes by: undefined where there was no link, without a token where a part of it was lost. */
export const invitationInHand = (): { token: string | undefined; email: string | undefined } | undefined => {
  const link = read('link');
  return link === undefined ? undefined : { token: InvitationToken.safeParse(link).data, email: read('email') };
};
