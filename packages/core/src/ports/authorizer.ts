import type { Call } from './call.js';

/** What is about to be sent, as far as a proof may depend on it. */
export interface RequestToAuthorize {
  readonly method: string;
  /** With its query. */
  readonly url: string;
}

/** What proves to a service who asks, for one attempt. */
export interface Authorization {
  readonly headers: Readonly<Record<string, string>>;
  /** Added to the query of the request, for services that read their token there. */
  readonly query?: Readonly<Record<string, string>>;
  /** What of it must never be printed. */
  readonly secrets: readonly string[];
  /**
   * The service did not accept it. The next authorization is then made anew, and callers who were refused at the same
   * time share it. Absent where a new one would be refused just the same.
   */
  readonly refused?: () => void;
}

/** Proves to services who asks: a bearer, a signature, a key. Asked for each attempt, so it may keep what it has. */
export interface Authorizer {
  /** What to add to this one request. Rejects with a typed error when there is no way to authorize it. */
  authorize(request: RequestToAuthorize, call: Call): Authorization | Promise<Authorization>;
}
