import type { Move } from './explore';
import type { World } from './world';

/** Somebody or something that acts: what it can do next, in a given world. */
export type Actor = (world: World) => Move<World>[];

/** Goes to a place of its program; `null` is "not now", and the world is left as it was. */
export type Step = (world: World) => string | null;

/**
 * An actor that follows a program: at each place it can take one of the steps named there. It does nothing until
 * `world.at[name]` says where it stands, which `start` of the scenario or another actor does, and ends at a place
 * that the program does not have.
 */
export const program =
  (name: string, places: Record<string, Record<string, Step>>): Actor =>
  (world) =>
    Object.entries(places[world.at[name] ?? ''] ?? {}).map(([step, take]) => ({
      name: `${name} ${step}`,
      happens: (draft) => {
        const next = take(draft);
        if (next === null) return false;
        draft.at[name] = next;
        return true;
      },
    }));

/** Something that may happen `world.may[name]` times, whenever `happen` does not return false. */
export const event =
  (name: string, happen: (world: World) => boolean): Actor =>
  (world) =>
    (world.may[name] ?? 0) === 0
      ? []
      : [
          {
            name,
            happens: (draft) => {
              if (!happen(draft)) return false;
              draft.may[name] = (draft.may[name] ?? 0) - 1;
              return true;
            },
          },
        ];
