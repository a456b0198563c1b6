import { ConfigurationError } from '@holdfast/core/internal';
import { rejectUnknown } from '../options/known-options.js';
import { type Bypass, readNoProxy } from './no-proxy.js';

export interface ProxyOptions {
  /** `http://` or `https://`, the host, its port, and in front of them `user:password@` where the proxy asks for it. */
  readonly url: string;
  /**
   * Hosts that are reached without the proxy, as a list or as text with commas: `example.com` stands for itself and all
   * below it, `example.com:8443` for this port alone, an IP address for itself, `*` for every host. Ranges of addresses
   * are not understood.
   *
   * @default none
   */
  readonly noProxy?: string | readonly string[];
  /** Sends connections to this machine through the proxy, too. @default false */
  readonly loopback?: boolean;
}

/** A proxy, checked. */
export interface Proxy {
  readonly secure: boolean;
  /** As Node.js dials it: an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** The value of `proxy-authorization`. */
  readonly authorization?: string;
  /** What must not be printed. */
  readonly secrets: readonly string[];
  readonly bypass: Bypass;
}

const KNOWN = ['url', 'noProxy', 'loopback'] as const;

/** @throws ConfigurationError naming the option, and never its value: the address may hold a password. */
export function readProxy(given: unknown): Proxy {
  const { url, noProxy, loopback } = fieldsOf(given);
  const address = readAddress(url);
  const user = decoded(address.username);
  const password = decoded(address.password);
  if (loopback !== undefined && typeof loopback !== 'boolean') throw wrong('proxy.loopback', 'is not true or false');
  const secure = address.protocol === 'https:';
  return {
    secure,
    host: address.hostname.replace(/^\[|\]$/g, ''),
    port: Number(address.port || (secure ? 443 : 80)),
    ...(user === '' && password === '' ? {} : { authorization: basic(`${user}:${password}`) }),
    secrets: [password, address.password].filter((secret) => secret !== ''),
    bypass: readNoProxy(noProxy, { loopback: loopback ?? false }),
  };
}

function fieldsOf(given: unknown): Readonly<Record<(typeof KNOWN)[number], unknown>> {
  if (typeof given === 'string') return { url: given, noProxy: undefined, loopback: undefined };
  if (typeof given !== 'object' || given === null) throw wrong('proxy', 'is neither a URL nor an object with a url');
  rejectUnknown(given, { known: KNOWN, prefix: 'proxy.' });
  return { url: undefined, noProxy: undefined, loopback: undefined, ...given };
}

function readAddress(url: unknown): URL {
  if (typeof url !== 'string' || url === '') throw wrong('proxy', 'holds no URL');
  const text = url.includes('://') ? url : `http://${url}`;
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (address === undefined || address.hostname === '') throw wrong('proxy', 'is not a URL');
  if (address.protocol !== 'http:' && address.protocol !== 'https:') {
    throw wrong('proxy', 'names neither an http nor an https proxy, and others are not supported');
  }
  if (address.pathname.length > 1 || address.search !== '' || address.hash !== '') {
    throw wrong('proxy', 'holds more than scheme, user, host and port');
  }
  return address;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong('proxy', 'has a user or a password with a broken % escape');
  }
}

const basic = (userAndPassword: string): string => `Basic ${Buffer.from(userAndPassword).toString('base64')}`;

const wrong = (option: string, fault: string): ConfigurationError =>
  new ConfigurationError(option, `The option ${option} ${fault}. Write it like http://user:password@host:3128.`);
