import { BearerExpiredError, type Grant, UnexpectedAnswerError } from '@holdfast/core/internal';
import { field, readNumber, readText } from '@holdfast/core/protocol';
import type { ConsumerToken } from './identity.js';

/** What a consumer is let in with. Nothing prolongs it: a new one takes its place. */
export class ConsumerGrant implements Grant {
  readonly bearer: string;
  /** The consumer's id at the platform. */
  readonly userId: string;
  readonly secrets: readonly string[];
  declare readonly sessionTtl?: number;

  /** @throws UnexpectedAnswerError for a token that cannot be used on the socket. */
  constructor({ jwt, secrets }: ConsumerToken) {
    const claims = claimsOf(jwt);
    const subject = readText(field(claims, 'sub'), 256);
    if (subject === undefined || jwt.length > LONGEST) {
      throw new UnexpectedAnswerError(
        `The identity service gave a token that ${subject === undefined ? 'names no consumer' : `is longer than ${LONGEST} characters`}. Check how the account authenticates consumers.`,
      );
    }
    this.bearer = jwt;
    this.userId = subject;
    this.secrets = secrets;
    const lifetime = (readNumber(field(claims, 'exp')) ?? 0) - (readNumber(field(claims, 'iat')) ?? Infinity);
    if (lifetime > 0) this.sessionTtl = lifetime * 1_000;
  }

  refresh(): Promise<void> {
    return Promise.reject(new BearerExpiredError('A token of a consumer is not prolonged. Ask for a new one.'));
  }

  async logout(): Promise<void> {
    // There is no such thing for consumers: a token ends by itself.
  }
}

/** What `InitConnection` takes. Source: messaging.md §9.4. */
const LONGEST = 2_048;

/** What a token says of itself. Its signature is the platform's business. */
function claimsOf(jwt: string): unknown {
  try {
    return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
