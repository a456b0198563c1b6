/** The smallest value that at least this share of all does not exceed. @param share in (0, 1]. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

/** The most moments that lie in any span of this length. */
export function peakWithin(span: number, moments: readonly number[]): number {
  const sorted = moments.toSorted((a, b) => a - b);
  let first = 0;
  let peak = 0;
  sorted.forEach((moment, index) => {
    while (moment - (sorted[first] ?? moment) >= span) first += 1;
    peak = Math.max(peak, index - first + 1);
  });
  return peak;
}

/** Seconds with one decimal: what the table shows is also what is judged, so a timer late by a few ms does not decide. */
export const tenths = (milliseconds: number): number => Math.round(milliseconds / 100) / 10;
