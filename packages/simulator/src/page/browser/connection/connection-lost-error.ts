/** The connection ended before the answer to a request came. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';

  constructor(
    /** Close code of the socket. */
    readonly code: number,
  ) {
    super(`The connection to the platform was lost (code ${code}).`);
  }
}
