import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';
import { keyNumber } from '../testing/stores';

const key = keyNumber(1_000_000);
const fiveMinutes = 5 * 60_000;

/** Somebody's message was committed, and its process died before it was handed over. */
const aMessageThatWasNotHandedOver = async () => {
  const workspace = aWorkspace();
  const [ana, bo] = workspace.people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general', [bo]);
  const id = conversation.id;
  const entry = await ana.says(id, 'hi', { key, after: 1 });
  workspace.restarts();
  const phone = await bo.connects();
  return { ...workspace, ana, bo, id, entry, phone, retries: () => ana.says(id, 'hi', { key, after: 1 }) };
};

describe('handing over', () => {
  it('[LOG-9] is done again by a retry within five minutes', async () => {
    const { clock, entry, phone, retries } = await aMessageThatWasNotHandedOver();
    await clock.pass(fiveMinutes - 1);
    expect(await retries()).toEqual(entry);
    expect(phone.seqs()).toEqual([2]);
  });

  it('[LOG-9] is not done by a later retry, which is only answered', async () => {
    const { clock, entry, phone, retries } = await aMessageThatWasNotHandedOver();
    await clock.pass(fiveMinutes);
    expect(await retries()).toEqual(entry);
    expect(phone.frames()).toEqual([]);
  });

  it('[DEL-1] is done again to those who were in then: not to who joined since, not to who came back since', async () => {
    const { ana, bo, id, people, phone, retries } = await aMessageThatWasNotHandedOver();
    const [cy] = people('cy');
    const late = await cy.connects();
    await ana.adds(id, cy);
    await bo.leaves(id);
    await retries();
    expect(late.seqs()).toEqual([3, 4]);
    expect(phone.seqs()).toEqual([3, 4, 2]); // their leaving, and what they missed before it
    await ana.adds(id, bo);
    await retries();
    expect(phone.seqs()).toEqual([3, 4, 2, 5]);
  });
});
