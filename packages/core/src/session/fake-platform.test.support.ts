import { ConnectionLostError, RequestTimeoutError, UpgradeRefusedError } from '../errors/connection.js';
import {
  BearerExpiredError,
  LoginRefusedError,
  PlatformUnavailableError,
  RequestRefusedError,
  ThrottledError,
} from '../errors/platform.js';
import type { Authenticator, Grant } from '../ports/authenticator.js';
import type { Call } from '../ports/call.js';
import type {
  OutgoingRequest,
  Socket,
  SocketEnd,
  SocketListener,
  SocketTarget,
  Transport,
} from '../ports/transport.js';
import { Domains } from '../protocol/domains.js';

/** What a service does with its callers: an HTTP status, or silence. */
export type Mood = 'ok' | 'hang' | 'down' | number;

const LATENCY = 1;

/** A platform in virtual time. It notes what reaches it; its moods may change at any moment. */
export class FakePlatform implements Authenticator, Transport {
  readonly lookups: number[] = [];
  readonly logins: number[] = [];
  readonly refreshes: number[] = [];
  readonly logouts: number[] = [];
  readonly sockets: FakeSocket[] = [];
  mood: { lookup: Mood; login: Mood; upgrade: Mood; refresh: Mood; restore: Mood; logout: Mood } = {
    lookup: 'ok',
    login: 'ok',
    upgrade: 'ok',
    refresh: 'ok',
    restore: 'ok',
    logout: 'ok',
  };
  /** The hosts that the next lookup answers with. */
  hosts: ReadonlyMap<string, string> = new Map([
    ['agentVep', 'login.test'],
    ['asyncMessagingEnt', 'socket.test'],
  ]);
  /** Bearers that no longer count: refused on the socket once, or followed by another login. */
  readonly revoked = new Set<string>();
  /** How long a login lasts unrefreshed, where the platform says so. */
  sessionTtl: number | undefined;
  /** Off: requests stay unanswered until the socket ends. */
  answers = true;
  /** Called as a socket opens, e.g. to cut it. */
  onOpen: (socket: FakeSocket) => void = () => undefined;

  #bearer = '';

  discover(call: Call): Promise<Domains> {
    const { hosts } = this;
    return this.#exchange('lookup', this.lookups, call).then(
      () => new Domains({ accountId: '1', hosts, insecure: false, trusts: () => true }),
    );
  }

  async login(_domains: Domains, call: Call): Promise<Grant> {
    await this.#exchange('login', this.logins, call);
    const bearer = `bearer-${this.logins.length}`;
    this.revoked.add(this.#bearer);
    this.#bearer = bearer;
    return {
      bearer,
      userId: '7',
      secrets: [bearer],
      ...(this.sessionTtl === undefined ? {} : { sessionTtl: this.sessionTtl }),
      refresh: async (terms) => {
        await this.#exchange('refresh', this.refreshes, terms);
        if (this.revoked.has(bearer)) throw new BearerExpiredError('revoked');
      },
      logout: (terms) => this.#exchange('logout', this.logouts, terms),
    };
  }

  open(target: SocketTarget, listener: SocketListener): Socket {
    const socket = new FakeSocket(this, target, listener);
    this.sockets.push(socket);
    return socket;
  }

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('No socket was dialled yet.');
    return socket;
  }

  /** As the REST client does it: retries while the service is down, and gives up in the end or on the signal. */
  async #exchange(service: keyof FakePlatform['mood'], calls: number[], call: Call): Promise<void> {
    for (const delay of [...call.retryDelays, undefined]) {
      if (call.signal.aborted) throw new Error('aborted');
      calls.push(performance.now());
      const mood = this.mood[service];
      await interruptible(mood === 'hang' ? call.timeout : LATENCY, call.signal);
      if (mood === 'ok') return;
      if (typeof mood === 'number' && mood < 500) throw refusal(service, mood);
      if (delay === undefined) throw unavailable(mood);
      await interruptible(delay, call.signal);
    }
  }
}

const unavailable = (mood: Mood): PlatformUnavailableError =>
  new PlatformUnavailableError('down', typeof mood === 'number' ? mood : undefined);

function refusal(service: string, status: number): Error {
  if (status === 429) return new ThrottledError('too many', 5_000);
  if (service === 'refresh' && status === 401) return new BearerExpiredError('expired');
  return new LoginRefusedError('refused', status);
}

/** Leaves no timer behind when the signal comes first. */
const interruptible = (duration: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, duration);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Error('aborted'));
    });
  });

type Stage = 'dialling' | 'open' | 'ended';

/** Ends as the transport's contract says: `closed` once, last, also for a close of our own, and never within `open`. */
export class FakeSocket implements Socket {
  readonly buffered = 0;
  readonly dialledAt = performance.now();
  readonly requests: OutgoingRequest[] = [];
  paused = false;
  stage: Stage = 'dialling';
  /** The close code or the status that it ended with. */
  ending: number | undefined;
  readonly #pending = new Set<(error: Error) => void>();
  readonly #dial: NodeJS.Timeout;

  constructor(
    private readonly platform: FakePlatform,
    readonly target: SocketTarget,
    readonly listener: SocketListener,
  ) {
    const mood = platform.mood.upgrade;
    this.#dial = setTimeout(() => this.#answer(mood), mood === 'hang' ? target.timings.open : LATENCY);
  }

  get bearer(): string {
    return new URL(this.target.url).pathname.split('/').at(-1) ?? '';
  }

  request(request: OutgoingRequest): Promise<unknown> {
    if (this.stage !== 'open') return Promise.reject(new ConnectionLostError('not open', 'no'));
    this.requests.push(request);
    const { answers, mood } = this.platform;
    if (request.type === 'restore' && typeof mood.restore === 'number') {
      return Promise.reject(new RequestRefusedError('restore', mood.restore, 'refused'));
    }
    if (answers) return Promise.resolve({ echo: request.type });
    return new Promise((_resolve, reject) => {
      const late = new RequestTimeoutError(request.type, 'late');
      const timer = setTimeout(() => reject(late), this.target.timings.response);
      this.#pending.add((error) => {
        clearTimeout(timer);
        reject(error);
      });
    });
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  close(code = 1000): void {
    if (this.stage !== 'ended') this.cut({ code });
  }

  terminate(): void {
    this.close(1006);
  }

  /** Ends an open or dialling socket, as the network or the platform would. */
  cut({ code, status, reason, retryAfter, cause, error }: Partial<SocketEnd> = {}): void {
    if (this.stage === 'ended') return;
    clearTimeout(this.#dial);
    this.stage = 'ended';
    this.ending = status ?? code;
    if (code === 4401 || code === 4407) this.platform.revoked.add(this.bearer);
    for (const reject of this.#pending) reject(new ConnectionLostError('lost', 'unknown'));
    this.listener.closed({
      ...(code === undefined ? {} : { code }),
      ...(status === undefined ? {} : { status }),
      ...(reason === undefined ? {} : { reason }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
      cause: cause ?? causeOf(code, status),
      error:
        error ??
        (status === undefined ? new ConnectionLostError('lost', 'unknown') : new UpgradeRefusedError('no', status)),
    });
  }

  /** The account has moved to another host. */
  #isGone(): boolean {
    const host = this.platform.hosts.get('asyncMessagingEnt');
    return host !== undefined && host !== new URL(this.target.url).host;
  }

  #answer(mood: Mood): void {
    if (typeof mood === 'number') return this.cut({ status: mood });
    if (mood !== 'ok' || this.#isGone()) return this.cut();
    if (this.platform.revoked.has(this.bearer)) return this.cut({ status: 401 });
    this.stage = 'open';
    this.listener.opened();
    this.platform.onOpen(this);
  }
}

function causeOf(code: number | undefined, status: number | undefined): string {
  if (status !== undefined) return 'refused';
  return code === undefined ? 'ECONNREFUSED' : 'closed';
}
