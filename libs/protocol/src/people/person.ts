import * as z from 'zod';
import { Email, Name, PersonId } from '../ids';

/** Somebody with an account in this workspace, as colleagues see them. */
export const Person = z.object({ id: PersonId, name: Name, email: Email });
export type Person = z.infer<typeof Person>;

export const ana = { id: 'ana', name: 'Ana', email: 'ana@example.com' };
