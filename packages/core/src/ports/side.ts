import type { Domains } from '../protocol/domains.js';
import type { Grant } from './authenticator.js';
import type { SocketTarget } from './transport.js';

/**
 * The side of the messaging service that a session is on: an agent's or a consumer's. With what its owner restores on a
 * fresh socket, this is all in which their sessions differ.
 */
export interface Side {
  /** The origin of this side's socket. @throws as `Domains.origin` */
  origin(domains: Domains): string;

  /** What is dialled there, and what is said first. */
  target(origin: string, grant: Grant): Omit<SocketTarget, 'timings'>;

  /**
   * Whether a login ends the one before it. Only then is a bearer that worked and is refused again and again the sign of
   * another process (`BOT_USER_TAKEN`).
   */
  readonly exclusive: boolean;
}
