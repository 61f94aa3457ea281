import * as z from 'zod';
import { keys } from './tables';

const Text = z.object({ S: z.string() });
const Attributes = z.record(z.string(), z.unknown());

/** A record of the Chat table's stream, as Lambda hands it over and as far as we read it. */
export const StreamRecord = z.object({
  eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
  dynamodb: z.object({
    Keys: z.object({ PK: Text, SK: Text }),
    OldImage: Attributes.optional(),
    NewImage: Attributes.optional(),
    SequenceNumber: z.string().min(1),
  }),
});
export type StreamRecord = z.infer<typeof StreamRecord>;

const profile = keys.person('').SK;
const session = keys.session('', '').SK;

/**
 * Whose coming in a record changed: the person whose status or `validFrom` is another now, or one of whose sessions was
 * revoked. Undefined for all else, also for a session's row that went because its time was over.
 */
export const accessChangeOf = ({ eventName, dynamodb }: StreamRecord): string | undefined => {
  if (eventName !== 'MODIFY') return undefined;
  const { Keys, OldImage, NewImage } = dynamodb;
  const [PK, SK] = [Keys.PK.S, Keys.SK.S];
  const isOther = (name: string) => JSON.stringify(OldImage?.[name]) !== JSON.stringify(NewImage?.[name]);
  const isPerson = SK === profile && PK.startsWith('P#') && (isOther('status') || isOther('validFrom'));
  const isSession = SK.startsWith(session) && PK.startsWith('U#') && isOther('revokedAt');
  return isPerson || isSession ? PK.slice('P#'.length) : undefined;
};

/**
 * Who was removed by a record: a profile that is that of somebody removed, and was not, or whose sign-ins count from
 * another time on. Undefined for all else, also for what finishing a removal itself changes there.
 */
export const removalOf = (record: StreamRecord): string | undefined => {
  const status = Text.safeParse(record.dynamodb.NewImage?.['status']);
  return status.data?.S === 'removed' ? accessChangeOf(record) : undefined;
};
