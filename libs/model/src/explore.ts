/** One thing that may happen next, named as a person would tell it. */
export type Move<State> = {
  name: string;
  /** Changes a copy of the state; returns false where it cannot happen now, and has then changed nothing. */
  happens: (draft: State) => boolean;
};

/** A property that a state breaks: its number (system properties 1 to 10) and what is wrong, as a sentence. */
export type Broken = { property: number; why: string };

/**
 * A state is plain data: what JSON can hold, and equal states must have equal JSON, their keys in one order.
 * `broken` is asked once for every state; at rest nothing more can happen, so what had to come has come.
 */
export type Model<State> = {
  start: State;
  moves: (state: State) => readonly Move<State>[];
  broken: (state: State, atRest: boolean) => Broken | undefined;
};

export type Counterexample = Broken & { steps: string[] };

export type Explored = {
  /** Different states that were reached. */
  states: number;
  /** How many of them are at rest. A model that never rests proves nothing about its ends. */
  rests: number;
  /** The first broken state; no other is reached in fewer steps. Without it, every state that can be reached is right. */
  found: Counterexample | undefined;
};

/** Some 1 KB a state: a scenario beyond this is too large to be checked with every test run. */
const mostStates = 200_000;

/**
 * Tries every order in which moves can happen, breadth first, until a state is broken or no state is new.
 * So a counterexample is among the shortest. Throws where there are more than `limit` states: what was not
 * explored to the end must not pass for proven.
 */
export const explore = <State>(model: Model<State>, limit = mostStates): Explored => {
  const keys = [JSON.stringify(model.start)];
  const ids = new Map(keys.map((key, id) => [key, id]));
  const cameFrom: number[] = [-1];
  const cameBy: string[] = [''];
  let rests = 0;

  const stepsTo = (id: number): string[] => {
    const steps: string[] = [];
    for (let at = id; at > 0; at = cameFrom[at] ?? 0) steps.unshift(cameBy[at] ?? '');
    return steps;
  };

  for (let id = 0; id < keys.length; id += 1) {
    const key = keys[id] ?? '';
    const state = JSON.parse(key) as State;
    let isAtRest = true;
    let draft = copyOf(state);
    for (const move of model.moves(state)) {
      if (!move.happens(draft)) continue;
      isAtRest = false;
      const next = JSON.stringify(draft);
      draft = copyOf(state);
      if (ids.has(next)) continue;
      if (keys.length >= limit) throw new Error(`More than ${limit} states: make the scenario smaller.`);
      ids.set(next, keys.length);
      keys.push(next);
      cameFrom.push(id);
      cameBy.push(move.name);
    }
    const broken = model.broken(state, isAtRest);
    if (broken) return { states: keys.length, rests, found: { ...broken, steps: stepsTo(id) } };
    if (isAtRest) rests += 1;
  }
  return { states: keys.length, rests, found: undefined };
};

/** Of plain data alone, and so in less than half the time that parsing takes, or a sixth of `structuredClone`. */
const copyOf = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  const copy: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) copy[name] = copyOf(part);
  return copy as Value;
};
