import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { ruled } from './rule-people';

/**
 * Somebody lost their authenticator app. Their sign-ins stay: whoever has one came in by the app that is lost now, or
 * before it was set up. Done as well where there is none to take away, so it may be asked twice.
 */
export const resetSecondStep: UseCase<'people.resetSecondStep'> = async (
  context,
  { personId: mineId },
  { personId },
) => {
  const { was } = await ruled(context, mineId, 'people.resetSecondStep', personId);
  // It would take one session that was left open to be rid of it; the settings ask the pool in its owner's name.
  if (personId === mineId) refuse('not_allowed', 'Turn your own off in the settings, under Account.');
  if (was.username !== undefined) await context.identity.resetSecondStep(was.username);
  return {};
};
