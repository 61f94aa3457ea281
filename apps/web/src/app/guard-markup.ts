import { guardMarkup } from './trusted-types';

// A module of its own, so that it runs before those that are imported after it.
guardMarkup(window as Parameters<typeof guardMarkup>[0]);
