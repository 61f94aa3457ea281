// FNV-1a, 32 bits: quick, the same on every machine, and even enough to cut people into shards.
const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  // Its low bits are the weak ones, and the remainder of a small number sees little else.
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** The shard of `of` that a person is in: 0 ≤ shard < `of`. Shard s of n is the union of the shards s, s + n, s + 2n … of a multiple of n. */
export const shardOf = (personId: string, of: number): number => fnv1a(personId) % of;

/** Shards that hold about `size` of so many people each; one at the least. */
export const shardsFor = (people: number, size: number): number => Math.max(1, Math.ceil(people / size));
