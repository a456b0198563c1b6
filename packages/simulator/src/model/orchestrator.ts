import { createHmac, randomBytes } from 'node:crypto';
import type { JsonObject } from '@holdfast/core/protocol';
import type { Clock } from '../clock.js';

/** A rule of the routing policies, as next actions show it. */
export interface RoutingRule {
  readonly id: string;
  readonly name: string;
  readonly actions: readonly { readonly type: string; readonly payload: JsonObject }[];
}

/** How a login answers: no page says it, so clients should take all of them. */
export type TokenShape = 'object' | 'camelCase' | 'idToken' | 'jsonString' | 'text';

interface Property {
  readonly value: unknown;
  readonly expiresAt: number;
}

const DAY = 86_400;
/** What holds properties of a namespace that belong to no session. */
const DEFAULT_SESSION = '__default__';

/** The Conversation Orchestrator: its keys and tokens, its context and its rules. Source: rest-and-auth.md §7. */
export class OrchestratorModel {
  readonly user = 'orchestrator';
  readonly password = randomBytes(8).toString('hex');
  key = randomBytes(16).toString('hex');
  tokenShape: TokenShape = 'object';
  /** Asked for next actions; without one nothing matches. */
  rule: RoutingRule | undefined;
  /** Every key or token is answered with 403, as if its permission had been taken away. */
  forbidding = false;
  private readonly tokens = new Map<string, number>();
  private readonly namespaces = new Map<string, { readonly createdAt: number; readonly ttlSecond?: number }>();
  private readonly documents = new Map<string, Map<string, Property>>();
  private readonly sessionTtls = new Map<string, { readonly createdAt: number; readonly ttlSecond: number }>();

  constructor(
    private readonly accountId: string,
    private readonly clock: Clock,
  ) {}

  /** The key before it is refused from now on. */
  regenerateKey(): string {
    return (this.key = randomBytes(16).toString('hex'));
  }

  revokeTokens(): void {
    this.tokens.clear();
  }

  issueToken(): string {
    const iat = Math.floor(this.clock.now() / 1_000);
    const claims = { sub: this.user, token_use: 'id', 'cognito:username': this.accountId, iat, exp: iat + DAY };
    const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...claims, event_id: randomBytes(8).toString('hex') })}`;
    const token = `${signed}.${createHmac('sha256', this.password).update(signed).digest('base64url')}`;
    this.tokens.set(token, iat + DAY);
    return token;
  }

  accepts(token: string): boolean {
    const expiry = this.tokens.get(token);
    return !this.forbidding && expiry !== undefined && expiry * 1_000 > this.clock.now();
  }

  acceptsKey(key: string | undefined): boolean {
    return !this.forbidding && key === this.key;
  }

  /** A namespace; one that is written to is made on the way. */
  name(namespace: string, ttlSecond?: number): void {
    const old = this.namespaces.get(namespace);
    const ttl = ttlSecond ?? old?.ttlSecond;
    const createdAt = old?.createdAt ?? this.clock.now();
    this.namespaces.set(namespace, { createdAt, ...(ttl === undefined ? {} : { ttlSecond: ttl }) });
  }

  get named(): readonly JsonObject[] {
    return [...this.namespaces].map(([name, facts]) => ({ name, ...facts }));
  }

  has(namespace: string): boolean {
    return this.namespaces.has(namespace);
  }

  unname(namespace: string): boolean {
    for (const place of this.documents.keys()) if (place.startsWith(`${namespace}/`)) this.documents.delete(place);
    return this.namespaces.delete(namespace);
  }

  limitSession(namespace: string, session: string, ttlSecond: number): void {
    this.name(namespace);
    this.sessionTtls.set(`${namespace}/${session}`, { createdAt: this.clock.now(), ttlSecond });
  }

  limitedSessions(namespace: string): readonly JsonObject[] {
    const own = [...this.sessionTtls].filter(([place]) => place.startsWith(`${namespace}/`));
    return own.map(([place, facts]) => ({ sessionId: place.slice(namespace.length + 1), ...facts }));
  }

  /** Sessions of a namespace that hold something. */
  sessions(namespace: string): readonly string[] {
    const places = [...this.documents.keys()].filter((place) => place.startsWith(`${namespace}/`));
    return places.map((place) => place.slice(namespace.length + 1));
  }

  /** @param ttlSecond of these properties; without it that of the session or the namespace */
  write(namespace: string, values: JsonObject, { session = DEFAULT_SESSION, ttlSecond }: WriteOptions = {}): void {
    this.name(namespace);
    const place = `${namespace}/${session}`;
    const ttl = ttlSecond ?? this.sessionTtls.get(place)?.ttlSecond ?? this.namespaces.get(namespace)?.ttlSecond;
    const expiresAt = ttl === undefined ? Infinity : this.clock.now() + ttl * 1_000;
    const document = this.documents.get(place) ?? new Map<string, Property>();
    for (const [name, value] of Object.entries(values)) document.set(name, { value, expiresAt });
    this.documents.set(place, document);
  }

  /** `undefined` if nothing was ever written there, or all of it has been forgotten. */
  read(namespace: string, session = DEFAULT_SESSION): JsonObject | undefined {
    const document = this.documents.get(`${namespace}/${session}`);
    const live = [...(document ?? [])].filter(([, { expiresAt }]) => expiresAt > this.clock.now());
    return live.length === 0 ? undefined : Object.fromEntries(live.map(([name, { value }]) => [name, value]));
  }

  /** @param names without it all of them */
  erase(namespace: string, { session = DEFAULT_SESSION, names }: EraseOptions = {}): void {
    const place = `${namespace}/${session}`;
    if (names === undefined) this.documents.delete(place);
    for (const name of names ?? []) this.documents.get(place)?.delete(name);
  }
}

interface WriteOptions {
  readonly session?: string | undefined;
  readonly ttlSecond?: number | undefined;
}

interface EraseOptions {
  readonly session?: string | undefined;
  readonly names?: readonly string[] | undefined;
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
