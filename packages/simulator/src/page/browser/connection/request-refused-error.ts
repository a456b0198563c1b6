/** The platform answered a request with a refusal. */
export class RequestRefusedError extends Error {
  override readonly name = 'RequestRefusedError';

  constructor(
    /** HTTP style. */
    readonly code: number,
    request: string,
  ) {
    super(`The platform refused ${request} (code ${code}).`);
  }
}
