import { tests } from '../../tools/vitest.ts';

export default tests(import.meta.dirname, { environment: 'happy-dom', restoreMocks: true });
