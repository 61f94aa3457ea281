import * as z from 'zod';
import { guardMarkup } from './trusted-types';

// A module of its own, so that it runs before those that are imported after it.
guardMarkup(window as Parameters<typeof guardMarkup>[0]);
// Else zod tries whether it may evaluate text. It may not, and each try is a violation of the page's policy.
z.config({ jitless: true });
