import { Notice } from '../../ui/notice';
import type { Attempt } from './use-attempt';

/** Says how an attempt went, next to what started it. */
export const AttemptNotice = ({ attempt: { trouble, done } }: { attempt: Attempt }) => (
  <>
    {trouble && <Notice tone="danger">{trouble}</Notice>}
    {done && <Notice tone="ok">{done}</Notice>}
  </>
);
