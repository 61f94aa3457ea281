/** Bucket → how many. A bucket spans 5 %, so a quantile is as exact; histograms of parts add up. */
export type Histogram = Record<number, number>;

const base = Math.log(1.05);

export const addTo = (histogram: Histogram, value: number, count = 1): void => {
  const bucket = Math.round(Math.log(Math.max(0, value) + 1) / base);
  histogram[bucket] = (histogram[bucket] ?? 0) + count;
};

export const merge = (into: Histogram, other: Histogram): void => {
  for (const [bucket, count] of Object.entries(other)) into[Number(bucket)] = (into[Number(bucket)] ?? 0) + count;
};

/** The value that `share` (0 to 1) of all values do not exceed; undefined where there are none. */
export const quantile = (histogram: Histogram, share: number): number | undefined => {
  const buckets = Object.entries(histogram)
    .map(([bucket, count]) => [Number(bucket), count] as const)
    .sort(([a], [b]) => a - b);
  let left = buckets.reduce((sum, [, count]) => sum + count, 0) * share;
  for (const [bucket, count] of buckets) if ((left -= count) <= 0) return Math.round(Math.exp(bucket * base) - 1);
  return undefined;
};
