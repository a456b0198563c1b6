/** What went wrong below HTTP, as a short stable word: an errno, an OpenSSL or Node code. */
export const failureCode = (error: unknown): string => {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string' && CODE.test(at.code)) return at.code;
  }
  return 'UNKNOWN';
};

/** The cause that our errors show: of an error of the network, which may hold addresses, only the code is kept. */
export const failureCause = (code: string): Error => Object.assign(new Error(`network failure ${code}`), { code });

/** Failures of trust or of the TLS version: trying again soon is pointless, and asking a human is not. */
export const isTlsRefusal = (code: string): boolean => TLS_REFUSALS.has(code) || /CERT|^ERR_TLS_/.test(code);

/** Failures on a connection that the server had closed while we were picking it up. */
export const isClosedConnection = (code: string): boolean => code === 'ECONNRESET' || code === 'EPIPE';

/** Answers that are not HTTP. */
export const isHttpViolation = (code: string): boolean => code.startsWith('HPE_');

const CODE = /^[A-Z][A-Z0-9_]{1,63}$/;
const TLS_REFUSALS = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'HOSTNAME_MISMATCH',
  'PATH_LENGTH_EXCEEDED',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'EPROTO',
]);
