import { expect, it } from 'vitest';
import { readArguments } from './arguments';

it('takes what is said, and an office of 200 where nothing is', () => {
  expect(readArguments([])).toEqual({
    ...{ people: 200, messagesPerDay: 20_000, members: 10, hours: 8, days: 22, stage: 'prod', json: false },
  });
  const said = ['--people', '20', '--messages-per-day', '900', '--stage', 'dev', '--hours', '7.5', '--json'];
  expect(readArguments(said)).toMatchObject({ people: 20, messagesPerDay: 900, stage: 'dev', hours: 7.5, json: true });
});

it.each([
  [['--people', 'many'], '--people is not a number'],
  [['--people', '0'], '--people is not between 1 and 1000000'],
  [['--people', '2.5'], '--people is not a whole number'],
  [['--messages-per-day', '1e9'], '--messages-per-day is not a number'],
  [['--hours', '25'], '--hours is not between 0 and 24'],
  [['--people', '3', '--members', '4'], 'A conversation of 4 needs more than 3 people'],
  [['--users', '3'], "Unknown option '--users'"],
  [['twenty'], 'Unexpected argument'],
])('refuses %j, and says how to ask', (args, words) => {
  expect(() => readArguments(args)).toThrow(words);
  expect(() => readArguments(args)).toThrow(/npm run cost -- --people|--members 3 or fewer/);
});
