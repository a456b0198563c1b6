/** Failures of trust or of the TLS version: trying again soon is pointless, and asking a human is not. */
export const isTlsRefusal = (code: string): boolean => TLS_REFUSALS.has(code) || /CERT|^ERR_TLS_/.test(code);

/** Failures on a connection that the server had closed while we were picking it up. */
export const isClosedConnection = (code: string): boolean => code === 'ECONNRESET' || code === 'EPIPE';

/** Answers that are not HTTP. */
export const isHttpViolation = (code: string): boolean => code.startsWith('HPE_');

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
