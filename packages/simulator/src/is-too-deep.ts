const MAX_DEPTH = 64;

/** What is nested without end cannot be written again, and so could not be passed on. */
export const isTooDeep = (value: unknown, depth = MAX_DEPTH): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (depth === 0 || Object.values(value).some((inner) => isTooDeep(inner, depth - 1)));
