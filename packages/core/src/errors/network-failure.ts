/** What went wrong below HTTP, as a short stable word: an errno, an OpenSSL or Node code. */
export function failureCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < DEEPEST; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string' && CODE.test(at.code)) return at.code;
  }
  return 'UNKNOWN';
}

/** The cause that our errors show: of an error of the network, which may hold addresses, only the code is kept. */
export const failureCause = (code: string): Error => Object.assign(new Error(`network failure ${code}`), { code });

const DEEPEST = 5;
const CODE = /^[A-Z][A-Z0-9_]{1,63}$/;
