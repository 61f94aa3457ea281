// npm test: installs what is missing, then runs every kind of check. `npm test -- --only lint,unit` runs some.
// Plain JavaScript without third-party imports: it starts before node_modules exists, on the user's own Node.
import './node-version.mjs';

await import('./checks.mjs');
