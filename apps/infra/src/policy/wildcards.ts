import { acceptedWildcards } from './accepted-wildcards';
import { allowedBy, type Template } from './template';

/** An allowed `*`: in an action, or in the resource. */
export type Wildcard = { logicalId: string; actions: string; on: string };

/** Every `*` that a template allows. */
export const wildcardsIn = (template: Template): Wildcard[] =>
  allowedBy(template).flatMap(({ logicalId, actions, resources }) => {
    const all = actions.join();
    const wild = all.includes('*') ? (resources.length > 0 ? resources : ['']) : resources.filter(isWild);
    return wild.map((on) => ({ logicalId, actions: all, on }));
  });

const isWild = (resource: string): boolean => resource.includes('*');

/** Whether a wildcard is one that was accepted. */
export const isThat = (accepted: (typeof acceptedWildcards)[number], { logicalId, actions, on }: Wildcard): boolean =>
  accepted.in.test(logicalId) && accepted.actions.test(actions) && accepted.on.test(on);

/** Every `*` that a template allows and nobody accepted. */
export const unlistedIn = (template: Template): Wildcard[] =>
  wildcardsIn(template).filter((wildcard) => !acceptedWildcards.some((accepted) => isThat(accepted, wildcard)));
