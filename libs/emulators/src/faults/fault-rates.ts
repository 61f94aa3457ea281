import * as z from 'zod';
import { type Fault, type FaultId, faultIds, faultTable, isFaultId } from './fault-table';

/** How often faults strike, by name: 0 never, 1 always. */
export type FaultRates = Partial<Record<FaultId, number>>;

/** The usual rate of every fault. */
export const usualRates = (): FaultRates => Object.fromEntries(faultIds.map((id) => [id, faultTable[id].usual]));

/** The faults that a word means: a name, or a number for all faults that have it. */
const faultsNamed = (word: string): FaultId[] =>
  isFaultId(word) ? [word] : faultIds.filter((id) => (faultTable[id] as Fault).number === word);

const known = () => `Known are all, none, ${faultIds.join(', ')}, and a number such as F25 for all of its kind.`;

/** Rates by name or number, as configuration and the admin endpoint take them; names are resolved to `FaultRates`. */
export const FaultRatesInput = z.record(z.string(), z.number().min(0).max(1)).transform((given, context) => {
  const rates: FaultRates = {};
  for (const [word, rate] of Object.entries(given)) {
    const named = faultsNamed(word);
    if (named.length === 0) {
      context.addIssue(`There is no fault "${word}". ${known()}`);
      return z.NEVER;
    }
    for (const id of named) rates[id] = rate;
  }
  return rates;
});

/**
 * Reads rates as a person types them: `all`, `none`, or `F26=0.1,drop-push=0.02`; a later word wins, so that
 * `all,F26=0` means all but that one. Throws a sentence that says what is wrong.
 */
export const parseFaultRates = (text: string): FaultRates => {
  let rates: FaultRates = {};
  for (const word of text.split(',').map((part) => part.trim())) {
    if (word === 'all') rates = usualRates();
    else if (word === 'none') rates = {};
    else {
      const [, name = '', rate = ''] = /^([^=]+)=(\d*\.?\d+)$/.exec(word) ?? [];
      if (!name || Number(rate) > 1) throw new Error(`"${word}" is no fault with a rate from 0 to 1, such as F26=0.1.`);
      const named = faultsNamed(name);
      if (named.length === 0) throw new Error(`There is no fault "${name}". ${known()}`);
      for (const id of named) rates[id] = Number(rate);
    }
  }
  return rates;
};
