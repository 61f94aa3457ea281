import { useMediaQuery } from '@mantine/hooks';

/** Below 768 px: one column at a time. The same width stands in the style sheets as 47.99em. */
export const usePhone = (): boolean =>
  useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false }) ?? false;
