import { describe, expect, it } from 'vitest';
import { breakEven } from './break-even';
import { fleetDollars, fleetFixed, fleetMessageDollars } from './fleet-bill';
import type { Measured, Units } from './measured';
import { dollarsFor } from './price-table';
import { type Line, serverlessBill, type StageFacts, total } from './serverless-bill';
import { type Habits, habits, type Workload } from './workload';

// The design's own table, made before anything was built: dollars for a million messages to so many people, at two write
// units a message. It counts the message, its deliveries, its rows and its function; no acknowledgements, no reply.
const designed = [
  { members: 2, each: 4.92, coalesced: 3.32, fleet: 0.06, breakEven: 12 },
  { members: 10, each: 13, coalesced: 4.92, fleet: 0.08, breakEven: 4.4 },
  { members: 100, each: 103, coalesced: 23, fleet: 0.37, breakEven: 0.56 },
  { members: 1_000, each: 1_005, coalesced: 205, fleet: 3.22, breakEven: 0.06 },
];
const million = 1_000_000;
const secondsOfMonth = 730 * 3_600;

const plain: StageFacts = {
  hasFirewall: false,
  hasThreatProtection: false,
  tracedShare: 0,
  replicas: 0,
  backupDays: 0,
};
const nobodyDoesAnything = Object.fromEntries(
  Object.keys(habits).map((habit) => [habit, /(Minutes|Together)$/.test(habit) ? Infinity : 0]),
) as Habits;

/** The bill of a million messages that the table is about: its units of each, one line of an index for each member. */
const designedBill = (members: number, coalesced = 1): Line[] => {
  const units: Units = { writes: 2, reads: (members * 100) / 8_192, calls: 3, pushes: members / coalesced - 1 };
  const measured: Measured = { measuredOn: '2026-01-01', one: () => units, inConversationOf: () => units };
  const workload = { people: members, messagesPerDay: million, members, hours: 0, days: 1 };
  return serverlessBill(workload, measured, plain, nobodyDoesAnything);
};
/** Without what the table leaves out: a queue for more than 500, and functions that wait; it takes 28 ms of 1 GB (x86). */
const designedMessage = (members: number, coalesced = 1): number =>
  (total(designedBill(members, coalesced).filter(({ what }) => !/^(fifoRequests|lambdaGbSeconds)$/.test(what))) +
    0.467) /
  million;

describe('the bill of a million messages', () => {
  it.each(designed)("is the design's to $members, alone and five together", ({ members, each, coalesced }) => {
    expect(Math.abs(designedMessage(members) * million - each) / each).toBeLessThan(0.015);
    expect(Math.abs(designedMessage(members, 5) * million - coalesced) / coalesced).toBeLessThan(0.015);
  });

  it.each(designed)(
    'is no more than a fortieth above it to $members where functions wait and a queue helps',
    ({ members, each }) => {
      const whole = total(designedBill(members));
      expect(whole).toBeGreaterThan(each * 0.99);
      expect(whole).toBeLessThan(each * 1.025);
    },
  );

  it('has nothing on it but what a message takes', () => {
    expect(designedBill(10).map(({ what, quantity }) => [what, quantity])).toEqual([
      ['socketMessages', 11 * million],
      ['invocations', million],
      ['lambdaGbSeconds', expect.any(Number)],
      ['writes', 2 * million],
      ['reads', expect.closeTo((1_000 / 8_192) * million, 3)],
    ]);
  });
});

describe('the price table', () => {
  it("gives the design's prices of being there: eight hours on 22 days, day and night, and what pings and presence add", () => {
    const minutes = 22 * 8 * 60;
    expect(dollarsFor('socketMinutes', minutes)).toBeCloseTo(0.0026, 4);
    expect(dollarsFor('socketMinutes', 30 * 24 * 60)).toBeCloseTo(0.0108, 4);
    expect(dollarsFor('socketMessages', minutes * 2 * 2)).toBeCloseTo(0.0422, 4); // a ping and a pong each 30 s
    expect(dollarsFor('socketMessages', (minutes / 5) * 2)).toBeCloseTo(0.0042, 4);
    expect(dollarsFor('socketMessages', 100 * 100 * minutes)).toBeCloseTo(105.6, 1); // presence pushed to everybody
  });
});

describe('the fleet', () => {
  it('costs about $150 a month before anybody talks', () => {
    expect(Math.abs(total(fleetFixed) - 150)).toBeLessThan(150 * 0.05);
  });

  it.each(designed)("costs the design's price of a message to $members", ({ members, fleet }) => {
    expect(fleetMessageDollars(members) * million).toBeCloseTo(fleet, 1);
  });

  it.each(designed)(
    'is cheaper from $breakEven messages a second to $members on',
    ({ members, breakEven: designedRate }) => {
      const messages = breakEven(
        { fixed: 0, each: designedMessage(members) },
        { fixed: 150, each: fleetMessageDollars(members) },
      );
      const rate = (messages ?? 0) / secondsOfMonth;
      expect(Math.abs(rate - designedRate) / designedRate).toBeLessThan(0.1);
    },
  );

  it('carries every frame, stores every message, and needs page, firewall and accounts as the other does', () => {
    const used: Line[] = [
      { service: 'API Gateway', what: 'socketMessages', quantity: 10_000_000, dollars: 10 },
      { service: 'Cognito', what: 'signedInProtected', quantity: 200, dollars: 4 },
    ];
    expect(fleetDollars({ ...office, messagesPerDay: 0 }, [])).toBe(total(fleetFixed));
    const carried = 10 * (fleetMessageDollars(1) - fleetMessageDollars(0)) * million;
    expect(fleetDollars({ ...office, messagesPerDay: 0 }, used)).toBeCloseTo(total(fleetFixed) + 4 + carried, 9);
    const stored = fleetDollars(office, used) - fleetDollars({ ...office, messagesPerDay: 0 }, used);
    expect(stored).toBeCloseTo(20_000 * 22 * fleetMessageDollars(0), 9);
  });
});

describe('a break-even', () => {
  it('is where two bills meet; never for who is cheaper in both, at once for who is dearer from the start', () => {
    expect(breakEven({ fixed: 10, each: 3 }, { fixed: 100, each: 0 })).toBe(30);
    expect(breakEven({ fixed: 10, each: 1 }, { fixed: 100, each: 1 })).toBeUndefined();
    expect(breakEven({ fixed: 100, each: 1 }, { fixed: 10, each: 5 })).toBe(0);
  });
});

const office: Workload = { people: 200, messagesPerDay: 20_000, members: 10, hours: 8, days: 22 };
/** A server on which each request is one write, two reads, three calls and four pushes. */
const evenly: Measured = (() => {
  const units: Units = { writes: 1, reads: 2, calls: 3, pushes: 4 };
  return { measuredOn: '2026-01-01', one: () => units, inConversationOf: () => units };
})();
const quantity = (workload: Workload, what: string, facts = plain) =>
  serverlessBill(workload, evenly, facts).find((line) => line.what === what)?.quantity ?? 0;

describe('the bill', () => {
  it('counts minutes by who is connected for how long', () => {
    expect(quantity(office, 'socketMinutes')).toBe(200 * 22 * 8 * 60);
  });

  it('is twice as high for twice the people who say twice as much, but for the metrics', () => {
    const doubled = { ...office, people: 400, messagesPerDay: 40_000 };
    const growing = (workload: Workload) =>
      total(serverlessBill(workload, evenly, plain).filter(({ what }) => what !== 'customMetrics'));
    expect(growing(doubled)).toBeCloseTo(2 * growing(office), 6);
  });

  it('has two reads for a write where each request has, whatever is asked, and one for each hour of a token', () => {
    const tokens = 200 * 22 * 8;
    expect(quantity(office, 'reads')).toBeCloseTo(2 * quantity(office, 'writes') + tokens, 6);
  });

  it('leaves out receipts where there are too many people for them, and queues what is beyond 500', () => {
    const writes = (members: number) => quantity({ ...office, people: 5_000, members, hours: 0 }, 'writes');
    expect(writes(21) - writes(20)).toBeLessThan(0);
    expect(quantity({ ...office, people: 5_000, members: 500 }, 'fifoRequests')).toBe(0);
    expect(quantity({ ...office, people: 5_000, members: 1_001 }, 'fifoRequests')).toBe(20_000 * 22 * 2 * 3);
  });

  it('is nothing at all where nobody is there', () => {
    expect(total(serverlessBill({ ...office, people: 0, messagesPerDay: 0 }, evenly, plain))).toBe(0);
  });

  it('asks for firewall, traces, threat protection, replicas and backups only where there are', () => {
    const all = { hasFirewall: true, hasThreatProtection: true, tracedShare: 0.05, replicas: 1, backupDays: 35 };
    for (const what of ['firewallRequests', 'traces', 'signedInProtected', 'replicatedWrites', 'backups']) {
      expect(quantity(office, what)).toBe(0);
      expect(quantity(office, what, all)).toBeGreaterThan(0);
    }
  });
});
