// Imported first, for its effect: an old Node gets one clear line instead of a syntax error further on.
// 20.19 is the oldest Node on which npm can install the pinned tools; from there on, they bring their own Node 24.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Parley needs Node 20.19 or newer; this is ${process.versions.node}. Install one from https://nodejs.org and try again.`,
  );
  process.exit(1);
}
