import { monotonicNow } from '@holdfast/core/internal';

/** More cookies, or larger ones, than a login can need: what comes beyond is not kept. */
const MOST = 50;
const LONGEST = 4_096;

/** What Node.js takes for the value of a header. */
const PRINTABLE = /^[\x20-\x7e\x80-\xff]*$/;

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
  readonly secure: boolean;
  /** By the clock of the jar. */
  readonly expiresAt: number;
}

/**
 * The cookies of one login, by the rules of RFC 6265. They return to the very host that set them and to no other, so that
 * no list of public suffixes is needed: a wider `Domain` is allowed, and changes nothing.
 */
export class LoginCookies {
  /** A login has one or two: they need no map. */
  #cookies: readonly Cookie[] = [];

  /** @param now milliseconds of a clock that never jumps. */
  constructor(private readonly now: () => number = monotonicNow) {}

  /** What is known at the moment. */
  get values(): readonly string[] {
    return this.#present().map(({ value }) => value);
  }

  /** The header for a request; empty for none. The longest path comes first, then the oldest cookie. */
  headerFor(url: string): string {
    const target = new URL(url);
    const fitting = this.#present().filter((cookie) => fits(cookie, target));
    const sorted = fitting.toSorted((a, b) => b.path.length - a.path.length);
    return sorted.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  /** Takes one `Set-Cookie` of an answer. What cannot be read, or was set for another host, is passed over. */
  take(header: string, url: string): void {
    const cookie = readCookie(header, new URL(url), this.now());
    if (cookie !== undefined) this.#keep(cookie);
  }

  #keep(cookie: Cookie): void {
    const index = this.#cookies.findIndex((other) => isSame(cookie, other));
    if (cookie.expiresAt <= this.now()) this.#cookies = this.#cookies.filter((_, at) => at !== index);
    else if (index >= 0) this.#cookies = this.#cookies.with(index, cookie);
    else if (this.#cookies.length < MOST) this.#cookies = this.#cookies.concat(cookie);
  }

  #present(): readonly Cookie[] {
    const now = this.now();
    return this.#cookies.filter(({ expiresAt }) => expiresAt > now);
  }
}

function readCookie(header: string, { hostname, pathname }: URL, now: number): Cookie | undefined {
  const [pair = '', ...rest] = header.split(';');
  const [name, value] = split(pair);
  if (name === '' || value === undefined || header.length > LONGEST || !PRINTABLE.test(pair)) return undefined;
  const attributes = new Map(rest.map(split).map(([key, given = '']) => [key.toLowerCase(), given]));
  const domain = attributes.get('domain')?.toLowerCase().replace(/^\./, '') ?? '';
  if (domain !== '' && domain !== hostname && !hostname.endsWith(`.${domain}`)) return undefined;
  const path = attributes.get('path') ?? '';
  return {
    name,
    value: copyOf(value),
    host: hostname,
    path: path.startsWith('/') ? path : folderOf(pathname),
    secure: attributes.has('secure'),
    expiresAt: now + lifetimeOf(attributes),
  };
}

/** A piece of a text keeps the whole text in memory, and a cookie lives as long as its login. */
const copyOf = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

/** Around the first `=`, without the white space about either part. The second is absent if there is no `=`. */
function split(text: string): readonly [name: string, value: string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), undefined] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** Milliseconds from now; `Max-Age` wins over `Expires`, and a cookie without either lives as long as its login. */
function lifetimeOf(attributes: ReadonlyMap<string, string>): number {
  const age = attributes.get('max-age') ?? '';
  if (/^-?\d+$/.test(age)) return Number(age) * 1_000;
  const expires = Date.parse(attributes.get('expires') ?? '');
  return Number.isNaN(expires) ? Infinity : expires - Date.now();
}

const isSame = (a: Cookie, b: Cookie): boolean => a.name === b.name && a.host === b.host && a.path === b.path;

const folderOf = (pathname: string): string => pathname.slice(0, pathname.lastIndexOf('/')) || '/';

const fits = ({ host, path, secure }: Cookie, { hostname, pathname, protocol }: URL): boolean =>
  host === hostname && isBelow(path, pathname) && (!secure || protocol === 'https:' || isLoopback(hostname));

const isBelow = (path: string, pathname: string): boolean =>
  pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
