import { describe, expect, it } from 'vitest';
import type { FrameSender, Sent } from './frame-sender';

/** A sender, and connections that take frames or are gone, slow or broken. `received`: the texts that arrived there. */
export type SenderWorld = {
  sender: FrameSender;
  /** The id of a connection on which a frame comes to this. */
  connection(outcome: Sent): string;
  received(connectionId: string): readonly string[];
  /** Whether that connection was ended. */
  isClosed(connectionId: string): boolean;
};

/** What every frame sender does, whatever it is made of. */
export const frameSenderContract = (aWorld: () => Promise<SenderWorld>): void => {
  describe('a frame sender', () => {
    it('puts texts on a connection as they are, in the order of the calls', async () => {
      const { sender, connection, received } = await aWorld();
      const id = connection('sent');
      const texts = ['{"type":"bye","reason":"é🙂"}', 'two', 'three'];
      for (const text of texts) expect(await sender.send(id, text)).toBe('sent');
      expect(received(id)).toEqual(texts);
    });

    it.each(['gone', 'slow', 'failed'] as const)(
      '[DEL-3] tells that a connection is %s, throws nothing, and reaches the others all the same',
      async (outcome) => {
        const { sender, connection, received } = await aWorld();
        const [bad, good] = [connection(outcome), connection('sent')];
        expect(await Promise.all([sender.send(bad, 'hi'), sender.send(good, 'hi')])).toEqual([outcome, 'sent']);
        expect(received(good)).toEqual(['hi']);
      },
    );

    it('closes a connection, and no other', async () => {
      const { sender, connection, isClosed } = await aWorld();
      const [one, other] = [connection('sent'), connection('sent')];
      expect(await sender.close(one)).toBe('closed');
      expect([isClosed(one), isClosed(other)]).toEqual([true, false]);
    });

    it('[F30] takes a connection that is gone for closed', async () => {
      const { sender, connection } = await aWorld();
      expect(await sender.close(connection('gone'))).toBe('closed');
    });

    it.each(['slow', 'failed'] as const)(
      'tells that it could not close one where the answer is %s',
      async (outcome) => {
        const { sender, connection, isClosed } = await aWorld();
        const id = connection(outcome);
        expect(await sender.close(id)).toBe('failed');
        expect(isClosed(id)).toBe(false);
      },
    );
  });
};
