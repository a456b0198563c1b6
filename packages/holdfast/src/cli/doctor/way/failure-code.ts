const CODE = /^[A-Z][A-Z0-9_]{1,63}$/;

/** What went wrong on a connection, as a short stable word. Several addresses of a host that failed count as the first. */
export function failureCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && CODE.test(error.code))
    return error.code;
  return error instanceof AggregateError && error.errors.length > 0 ? failureCode(error.errors[0]) : 'UNKNOWN';
}
