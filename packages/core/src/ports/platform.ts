import type { Authenticator } from './authenticator.js';
import type { FileStorage } from './file-storage.js';
import type { Logger } from './logger.js';
import type { ServiceAccess } from './service-access.js';
import type { Services } from './services.js';
import type { Transport } from './transport.js';
import type { Witness } from './witness.js';

/** Everything a bot needs to reach one account: what `liveperson({ … })` returns. One per bot. */
export interface Platform {
  readonly accountId: string;
  readonly authenticator: Authenticator;
  readonly transport: Transport;
  /** Stores and fetches files. Without it a conversation can neither upload nor download. */
  readonly files?: FileStorage;
  /** Makes the clients of the platform's other services for a bot. Without it `bot.services` throws. */
  readonly services?: (access: ServiceAccess) => Services;
  /** Names this client in the platform's logs; letters, `-`, `.` and `_`. */
  readonly appId: string;
  /** Values that must never be printed, known before the first login: passwords, keys, proxy credentials. */
  readonly secrets: readonly string[];
  /** Used unless the bot was given its own. */
  readonly logger: Logger;
  /** Come before the defaults of a session; what a bot was given comes before them. */
  readonly timeouts?: PlatformTimeouts;
  /** Sees what becomes of the bot: how a recording hears of its handlers. */
  readonly witness?: Witness;
}

/** How patient a bot is with this platform, in milliseconds. See `SessionOptions.timeouts` for what each one bounds. */
export interface PlatformTimeouts {
  readonly stage?: number;
  readonly response?: number;
  readonly close?: number;
}
