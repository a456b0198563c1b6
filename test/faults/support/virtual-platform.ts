import { startSimulator } from '@holdfast/simulator';
import {
  type Authenticator,
  type Call,
  ConnectionLostError,
  type Grant,
  liveperson,
  type Platform,
  PlatformUnavailableError,
  silentLogger,
  type Socket,
  type SocketEnd,
  type SocketListener,
  type SocketTarget,
  UpgradeRefusedError,
} from 'holdfast';

type Domains = Awaited<ReturnType<Authenticator['discover']>>;

/** The domains of an account, as only a real look-up gives them. To be called before time is virtual. */
export async function domains(): Promise<Domains> {
  await using simulator = await startSimulator();
  const { accountId, url: csds, bots } = simulator;
  const { authenticator } = liveperson({ accountId, csds, credentials: bots[0].credentials });
  return await authenticator.discover({ signal: new AbortController().signal, timeout: 5_000, retryDelays: [] });
}

/** How a platform of virtual time answers. Each may be replaced at any time; what throws is refused with that. */
export interface Manners {
  login(bot: number): void;
  /** Gives how the dial fails, if it does. */
  dial(bot: number, bearer: string): SocketEnd | undefined;
  refresh(bot: number): void;
}

interface Moment {
  readonly bot: number;
  readonly at: number;
}

/** A platform without a network, for policies that take minutes. It keeps when each bot logged in and dialled. */
export class VirtualPlatform {
  readonly logins: Moment[] = [];
  readonly dials: Moment[] = [];
  readonly refreshes: Moment[] = [];
  manners: Manners = { login: () => {}, dial: () => undefined, refresh: () => {} };
  /** Sockets open, and are closed at once with this code. */
  closesWith: number | undefined;
  /** Milliseconds that a bearer lives. */
  sessionTtl: number | undefined;
  readonly #open = new Map<VirtualSocket, number>();

  constructor(private readonly found: Domains) {}

  /** Sockets that are open. */
  get open(): number {
    return this.#open.size;
  }

  /** Keeps no longer what it has seen. */
  forget(): void {
    for (const seen of [this.logins, this.dials, this.refreshes]) seen.length = 0;
  }

  /** Ends every socket like this. */
  cut(code = 1006): void {
    for (const socket of this.#open.keys()) socket.end(lost(code));
  }

  /** The way of one bot. */
  way(bot: number): Platform {
    return {
      accountId: '12345678',
      appId: 'faults',
      secrets: [],
      logger: silentLogger,
      authenticator: {
        discover: () => Promise.resolve(this.found),
        login: (_, call) => this.#login(bot, call),
      },
      transport: { open: (target, listener) => this.#dial(bot, { target, listener }) },
    };
  }

  async #login(bot: number, call: Call): Promise<Grant> {
    call.signal.throwIfAborted();
    this.logins.push({ bot, at: performance.now() });
    this.manners.login(bot);
    return {
      bearer: `bearer-${this.logins.length}-of-${bot}`,
      userId: String(bot),
      secrets: [],
      ...(this.sessionTtl === undefined ? {} : { sessionTtl: this.sessionTtl }),
      refresh: async () => {
        this.refreshes.push({ bot, at: performance.now() });
        await Promise.resolve();
        this.manners.refresh(bot);
      },
      logout: () => Promise.resolve(),
    };
  }

  #dial(bot: number, { target, listener }: { target: SocketTarget; listener: SocketListener }): Socket {
    this.dials.push({ bot, at: performance.now() });
    const socket = new VirtualSocket(listener, () => this.#open.delete(socket));
    setTimeout(() => {
      const bearer = decodeURIComponent(new URL(target.url).pathname.split('/').at(-1) ?? '');
      const failure = this.manners.dial(bot, bearer);
      if (failure !== undefined) return socket.end(failure);
      this.#open.set(socket, bot);
      socket.begin();
      if (this.closesWith !== undefined) socket.end(lost(this.closesWith));
    }, 10);
    return socket;
  }
}

/** Answers what a bot asks while it resumes: subscriptions, one of them with an empty snapshot. */
class VirtualSocket implements Socket {
  readonly buffered = 0;
  #over = false;
  #subscriptions = 0;

  constructor(
    private readonly listener: SocketListener,
    private readonly ended: () => void,
  ) {}

  begin(): void {
    if (!this.#over) this.listener.opened();
  }

  end(end: SocketEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.ended();
    this.listener.closed(end);
  }

  async request({ type }: { readonly type: string }): Promise<unknown> {
    await Promise.resolve();
    if (this.#over) throw new ConnectionLostError('This socket of virtual time has ended.', 'no');
    const subscriptionId = `subscription-${++this.#subscriptions}`;
    if (type.endsWith('SubscribeExConversations')) {
      const body = { subscriptionId, changes: [] };
      this.listener.notified({ kind: 'notification', type: '.ams.aam.ExConversationChangeNotification', body });
    }
    return { subscriptionId };
  }

  pause(): void {}
  resume(): void {}

  close(): void {
    this.terminate();
  }

  terminate(): void {
    setTimeout(() => this.end(lost(1000)), 1);
  }
}

export const lost = (code: number): SocketEnd => ({
  cause: 'closed',
  code,
  error: new ConnectionLostError(`The socket of virtual time was closed (code ${code}).`, 'unknown'),
});

export const unreachable: SocketEnd = {
  cause: 'ECONNREFUSED',
  error: new ConnectionLostError('The platform of virtual time is down.', 'no'),
};

export const refusedUpgrade = (status: number): SocketEnd => ({
  cause: 'refused',
  status,
  error: new UpgradeRefusedError(`The platform of virtual time refused the upgrade (HTTP ${status}).`, status),
});

export const outOfOrder = (status: number): PlatformUnavailableError =>
  new PlatformUnavailableError(`The platform of virtual time is out of order (HTTP ${status}).`, status);
