import { limits } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace, type Person } from '../testing/a-workspace';

const aTalk = async (text: string) => {
  const workspace = aWorkspace();
  const [ana, bo, cy] = workspace.people('ana', 'bo', 'cy');
  const { conversation } = await ana.opensChannel('general', [bo, cy]);
  const id = conversation.id;
  const { seq: target } = await ana.says(id, text);
  const edits = (text: string, basedOn = target) => ana.changes('messages.edit', id, { target, basedOn, text });
  const mentions = async (person: Person) =>
    (await person.gets('conversations.get', { conversationId: id })).row.mentions;
  return { ...workspace, ana, bo, cy, id, target, edits, mentions };
};
const rowsIn = (frames: readonly { type: string }[]) =>
  frames.flatMap((frame) => (frame.type === 'inbox' ? (frame as { rows?: { mentions?: number[] }[] }).rows : []));

describe('whom a message names', () => {
  it('[UX-EDIT-2] [LOG-6] is mentioned by it no more once it is deleted, by whomever, and their devices are told', async () => {
    const { ana, bo, cy, id, target, mentions } = await aTalk('<@bo>, come');
    expect(await mentions(bo)).toEqual([target]);
    const device = await bo.connects();
    const entry = await ana.changes('messages.delete', id, { target });
    expect(entry.body).toEqual({ target, unnamed: ['bo'] });
    expect(await mentions(bo)).toEqual([]);
    expect(rowsIn(device.frames())).toMatchObject([{ rev: 3, mentions: [] }]);
    expect(await mentions(cy)).toBeUndefined();
  });

  it('[LOG-6] changes with an edit: who is brought in is mentioned, who is taken out is not, and who stays is left alone', async () => {
    const { bo, cy, id, target, edits, mentions } = await aTalk('<@bo>, come');
    const device = await cy.connects();
    const first = await edits('<@cy>, come');
    expect(first.body).toMatchObject({ unnamed: ['bo'] });
    expect([await mentions(bo), await mentions(cy)]).toEqual([[], [target]]);
    expect(rowsIn(device.frames())).toMatchObject([{ mentions: [target] }]);
    const before = (await cy.gets('conversations.get', { conversationId: id })).row;
    const second = await edits('<@cy>, come soon', first.seq);
    expect(second.body).not.toHaveProperty('unnamed');
    expect((await cy.gets('conversations.get', { conversationId: id })).row).toEqual(before);
  });

  it('keeps its place among the mentions of a row, and no more than a row keeps', async () => {
    const { ana, bo, id, target, edits, mentions } = await aTalk('come');
    const { seq: later } = await ana.says(id, '<@bo>');
    await edits('<@bo>, come');
    expect(await mentions(bo)).toEqual([target, later]);
    for (let nth = 0; nth < limits.keptMentions; nth += 1) await ana.says(id, `<@bo> ${nth}`);
    expect((await mentions(bo))?.length).toBe(limits.keptMentions);
    await ana.changes('messages.delete', id, { target });
    expect((await mentions(bo))?.length).toBe(limits.keptMentions);
  });

  it('is nobody who came after it was said, nor its author, nor who is out', async () => {
    const { ana, bo, cy, id, target, edits, mentions, people } = await aTalk('come');
    const [di] = people('di');
    await ana.adds(id, di!);
    await cy.leaves(id);
    const entry = await edits('<@ana>, <@bo>, <@cy>, <@di>, come');
    expect([await mentions(ana), await mentions(bo), await mentions(di!)]).toEqual([undefined, [target], undefined]);
    const gone = await ana.changes('messages.delete', id, { target });
    expect(entry.body).not.toHaveProperty('unnamed');
    expect(gone.body).toEqual({ target, unnamed: ['bo'] });
  });

  it('[LOG-6] takes 20 off and 20 on in one entry', async () => {
    const names = (from: number) => Array.from({ length: 20 }, (_, nth) => `p${from + nth}`);
    const workspace = aWorkspace();
    const [ana, ...crowd] = workspace.people('ana', ...names(0), ...names(20));
    const { conversation } = await ana!.opensChannel('general', crowd.slice(0, 39));
    await ana!.adds(conversation.id, ...crowd.slice(39));
    const all = (ids: string[]) => ids.map((id) => `<@${id}>`).join(' ');
    const { seq: target } = await ana!.says(conversation.id, all(names(0)));
    const edit = { target, basedOn: target, text: all(names(20)) };
    const { body } = await ana!.changes('messages.edit', conversation.id, edit);
    expect(body).toMatchObject({ unnamed: names(0) });
    const rows = await workspace.ports.inbox.rowsOf(conversation.id, [...names(0), ...names(20)]);
    expect([...rows.values()].map(({ mentions }) => mentions)).toEqual([
      ...names(0).map(() => []),
      ...names(20).map(() => [target]),
    ]);
  });
});
