/**
 * What went wrong below HTTP, as a short stable word. got's own errors hold the URL and the headers of the request, so
 * nothing of them but the code is kept.
 */
export const failureCode = (error: unknown): string => {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < DEPTH; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string' && CODE.test(at.code) && !at.code.startsWith('ERR_GOT')) {
      return at.code;
    }
  }
  return 'UNKNOWN';
};

const DEPTH = 5;
const CODE = /^[A-Z][A-Z0-9_]{1,63}$/;
