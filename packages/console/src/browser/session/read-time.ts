/** An ISO time as epoch ms. */
export function readTime(value: unknown): number | undefined {
  const time = typeof value === 'string' && value.length <= 40 ? Date.parse(value) : Number.NaN;
  return Number.isFinite(time) ? time : undefined;
}
