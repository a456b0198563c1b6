import type { Authenticator } from '../ports/authenticator.js';
import type { Platform } from '../ports/platform.js';
import type { Side } from '../ports/side.js';
import type { Transport } from '../ports/transport.js';
import type { AlarmClock } from '../resilience/alarm-clock.js';
import type { Clock } from '../resilience/monotonic.js';
import type { TokenBucket } from '../resilience/token-bucket.js';
import type { Duties } from '../session/duties.js';
import type { LoginGate } from '../session/login-gate.js';
import type { SessionOptions } from '../session/options.js';
import type { Signs } from '../session/parts.js';
import type { LifecycleEvent } from '../session/lifecycle.js';
import type { SessionParts, SessionWatcher } from '../session/session.js';
import { AgentSide } from './agent-side.js';
import type { ResolvedBotOptions } from './bot-options.js';

/** The run of a bot, as far as its session has to do with it. */
export interface SessionOwner extends Duties, SessionWatcher {
  readonly alarms: AlarmClock;
  readonly signals: Signs;
  tell(event: LifecycleEvent): void;
}

/** What the bot has for all its runs. */
export interface SessionDeskParts {
  readonly platform: Platform;
  readonly options: ResolvedBotOptions;
  readonly gate: LoginGate;
  readonly bucket: TokenBucket;
  readonly clock: Clock;
}

/** What the session meets of the bot around it. */
export class SessionDesk implements SessionParts {
  constructor(
    private readonly owner: SessionOwner,
    private readonly parts: SessionDeskParts,
  ) {}

  /** It holds nothing, so it is made when somebody asks. */
  get side(): Side {
    return new AgentSide(this.parts.platform);
  }

  get authenticator(): Authenticator {
    return this.parts.platform.authenticator;
  }

  get transport(): Transport {
    return this.parts.platform.transport;
  }

  get options(): SessionOptions {
    return this.parts.options.session;
  }

  get drainTimeout(): number {
    return this.parts.options.drainTimeout;
  }

  get duties(): Duties {
    return this.owner;
  }

  get watcher(): SessionWatcher {
    return this.owner;
  }

  get gate(): LoginGate {
    return this.parts.gate;
  }

  get bucket(): TokenBucket {
    return this.parts.bucket;
  }

  get clock(): Clock {
    return this.parts.clock;
  }

  get alarms(): AlarmClock {
    return this.owner.alarms;
  }

  get random(): () => number {
    return this.parts.options.random;
  }

  get signs(): Signs {
    return this.owner.signals;
  }

  tell(event: LifecycleEvent): void {
    this.owner.tell(event);
  }
}
