/** What went wrong below HTTP, as a short stable word: of an error, which may hold addresses, only the code is kept. */
export const failureCode = (error: unknown): string => {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < DEPTH; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string' && CODE.test(at.code)) {
      return at.code;
    }
  }
  return 'UNKNOWN';
};

const DEPTH = 5;
const CODE = /^[A-Z][A-Z0-9_]{1,63}$/;
