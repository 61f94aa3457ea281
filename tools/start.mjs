// npm start: installs what is missing, builds, and starts everything behind one port. Arguments and PORT are passed on.
// Plain JavaScript without third-party imports: it starts before node_modules exists, on the user's own Node.
import './node-version.mjs';

await import('./launch.mjs');
