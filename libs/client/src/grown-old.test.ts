import { describe, expect, it } from 'vitest';
import type { OutboxStore } from './outbox-store';
import { aBrowser, flush } from './testing/a-browser';
import { general, type World } from './testing/a-client';
import { settled } from './testing/fake-clock';

/** A tab that sends, and becomes too old while what it stores before a first try is under way; a newer one opens then. */
const grownOld = async () => {
  const browser = aBrowser();
  const writes: (() => void)[] = [];
  const store: OutboxStore = {
    ...browser.inner,
    put: async (item) => {
      if (item.after !== undefined) await new Promise<void>((done) => writes.push(done));
      await browser.inner.put(item);
    },
  };
  const old = await browser.opens({ store });
  const succeeded = async (): Promise<World> => {
    expect(writes).toHaveLength(1);
    browser.server.refuses('connections.hello', 'update_needed');
    await old.pair.cut();
    await browser.clock.advance(2_000);
    await flush(old);
    expect(old.screen.status()).toBe('outdated');
    const fresh = await browser.opens();
    writes.shift()?.();
    await flush(old, fresh);
    writes.shift()?.();
    await browser.clock.advance(5_000);
    await flush(old, fresh);
    return fresh;
  };
  return { ...browser, old, succeeded };
};

describe('[SYNC-9] what a tab does while it becomes too old', () => {
  it('does not tell a message as given up that the next tab sends', async () => {
    const { old, server, succeeded } = await grownOld();
    const key = await old.client.send(general, 'better not');
    await settled();
    const outcome = old.client.discard(key).then(
      () => 'given up',
      (error: Error) => error.message,
    );
    await settled();
    await succeeded();
    expect(await outcome).toBe('given up');
    expect(server.log(general).at(-1)).toMatchObject({ kind: 'message.discarded' });
    expect(server.log(general)).not.toContainEqual(expect.objectContaining({ body: { text: 'better not' } }));
  });

  it('loses no newer text of an edit that the next tab sends', async () => {
    const { old, server, succeeded } = await grownOld();
    const { seq } = server.say(general, 'mine', 'ana');
    await flush(old);
    await old.client.edit(general, seq, 'first edit');
    await settled();
    const edited = old.client.edit(general, seq, 'second edit');
    await settled();
    await succeeded();
    await edited;
    expect(server.log(general).at(-1)).toMatchObject({ kind: 'message.edited', body: { text: 'second edit' } });
  });
});
