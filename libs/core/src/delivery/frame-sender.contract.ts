import { describe, expect, it } from 'vitest';
import type { FrameSender, Sent } from './frame-sender';

/** A sender, and connections that take frames or are gone, slow or broken. `received`: the texts that arrived there. */
export type SenderWorld = {
  sender: FrameSender;
  /** The id of a connection on which a frame comes to this. */
  connection(outcome: Sent): string;
  received(connectionId: string): readonly string[];
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
  });
};
