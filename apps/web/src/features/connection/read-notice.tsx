import { Button } from '@mantine/core';
import { Notice } from '../../ui/notice';
import { SkeletonRows } from '../../ui/skeleton-rows';
import type { Read } from './use-read';

/** Stands in for what is being read, or says why it could not be. */
export const ReadNotice = ({ read: { value, trouble, again } }: { read: Omit<Read<unknown>, 'set'> }) => {
  if (trouble)
    return (
      <Notice tone="danger">
        {trouble}{' '}
        <Button variant="subtle" size="compact-sm" onClick={again}>
          Try again
        </Button>
      </Notice>
    );
  return value === undefined ? <SkeletonRows rows={3} /> : null;
};
