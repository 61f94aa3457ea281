import { expect, it } from 'vitest';
import { added, aHistory, aLog, banned, created, general, left, removed, said, unbanned } from '../testing/a-history';
import { membersAlone } from './6-members-alone';

const found = (history: ReturnType<typeof aHistory>) => membersAlone(history.history()).map(({ sentence }) => sentence);

it('is content with members who post, are pushed and read, and with who is told of their own leaving', () => {
  const log = aLog(created('ana', 'bo'), said('bo'), left('bo'), said('ana'), added('ana', 'bo'), said('bo'));
  const history = aHistory();
  history.pushes('bo-1', log[1], log[2]);
  history.pushes('bo-1', log[4], log[5]);
  history.answers(history.asks('bo-1', 'messages.history', {}), { entries: log });
  history.ends(log);
  expect(found(history)).toEqual([]);
});

it('finds a message of somebody who was out', () => {
  const history = aHistory();
  history.ends(aLog(created('ana', 'bo'), removed('ana', 'bo'), said('bo')));
  expect(found(history)).toEqual(['bo stands at 3 (message.posted) without being a member as of 2.']);
});

it('finds a message and an entry for somebody who was put out by a ban', () => {
  const log = aLog(created('ana', 'bo'), banned('ana', 'bo'), said('ana'), said('bo'));
  const history = aHistory();
  history.pushes('bo-1', log[1]);
  history.pushes('bo-1', log[2]);
  history.ends(log);
  expect(found(history)).toEqual([
    'bo stands at 4 (message.posted) without being a member as of 3.',
    'bo-1 was pushed entry 3, which bo was not in for.',
  ]);
});

it('finds who was let in though banned, and not who was let in once that was lifted', () => {
  const history = aHistory();
  history.ends(
    aLog(
      ...[created('ana', 'bo'), banned('ana', 'bo'), unbanned('ana', 'bo'), added('ana', 'bo')],
      ...[banned('ana', 'cy'), added('ana', 'cy')],
    ),
  );
  expect(found(history)).toEqual(['cy was let in by entry 6 though banned since 5.']);
});

it('finds an entry that was pushed to somebody who had left, or had not come yet', () => {
  const log = aLog(created('ana', 'bo'), left('bo'), said('ana'), added('ana', 'cy'));
  const history = aHistory();
  history.pushes('bo-1', log[2]);
  history.pushes('cy-1', log[2]);
  history.ends(log);
  expect(found(history)).toEqual([
    'bo-1 was pushed entry 3, which bo was not in for.',
    'cy-1 was pushed entry 3, which cy was not in for.',
  ]);
});

it('finds a read by somebody who was surely out, and doubts one that began before they surely were', () => {
  const log = aLog(created('ana', 'bo'), left('bo'), said('ana'));
  const history = aHistory();
  const early = history.asks('bo-1', 'messages.changes', { after: 1 });
  history.answers(history.asks('bo-1', 'memberships.leave', { key: 'bo-2', after: 1 }), { entry: log[1] });
  history.answers(early, { entries: log.slice(1) });
  history.ends(log);
  expect(found(history)).toEqual([]);
  history.answers(history.asks('bo-1', 'messages.changes', { after: 1 }), { entries: log.slice(1) });
  expect(found(history)).toEqual([expect.stringMatching(/^bo-1 read .* while bo was surely no member/)]);
});

it('finds a read by somebody who never was in', () => {
  const log = aLog(created('ana', 'bo'));
  const history = aHistory();
  history.answers(history.asks('cy-1', 'messages.history', {}), { entries: log });
  history.refuses(history.asks('di-1', 'messages.history', {}), 'not_a_member');
  history.ends(log);
  expect(found(history)).toEqual([expect.stringMatching(/^cy-1 read/)]);
});

it('finds a conversation that somebody who was out found in their list, or whose members they were told', () => {
  const log = aLog(created('ana', 'bo'), left('bo'), said('ana'));
  const history = aHistory();
  history.answers(history.asks('bo-1', 'conversations.list', {}), { listed: [general] });
  history.answers(history.asks('bo-1', 'memberships.leave', { key: 'bo-2', after: 1 }), { entry: log[1] });
  history.ends(log);
  expect(found(history)).toEqual([]);
  history.answers(history.asks('bo-1', 'conversations.list', {}), { listed: [general] });
  history.answers(history.asks('cy-1', 'memberships.list', {}), {});
  expect(found(history)).toEqual([
    expect.stringMatching(/^bo-1 read .* \(conversations.list\) while bo was surely no member/),
    expect.stringMatching(/^cy-1 read .* \(memberships.list\) while cy was surely no member/),
  ]);
});
