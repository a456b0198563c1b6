import type { JsonObject } from '@holdfast/core/protocol';
import type { PlatformSocket } from '../hooks.js';
import type {
  ConnectMatch,
  ConnectSeen,
  FaultSide,
  FrameMatch,
  OpenMatch,
  RequestMatch,
  RequestSeen,
  SocketSeen,
} from './fault-match.js';

/** What is on the wire for the names that a rule may use instead of a path. */
const named: ReadonlyMap<unknown, RegExp> = new Map([
  ['csds', /\/service\/(?:[^/]+\/)?baseURI\.json$/],
  ['login', /^\/api\/account\/[^/]+\/login$/],
  ['refresh', /^\/api\/account\/[^/]+\/refresh$/],
  ['logout', /^\/api\/account\/[^/]+\/logout$/],
]);

export const meetsConnect = ({ connect, username, where }: ConnectMatch, upgrade: ConnectSeen): boolean =>
  isSide(connect, upgrade.role) && isUser(username, upgrade.username) && (where?.(upgrade) ?? true);

export function meetsRequest({ request, method, where }: RequestMatch, seen: RequestSeen): boolean {
  if (method !== undefined && method.toUpperCase() !== seen.method) return false;
  const pattern = named.get(request) ?? request;
  const fits = typeof pattern === 'string' ? seen.path.includes(pattern) : seen.path.search(pattern) >= 0;
  return fits && (where?.(seen) ?? true);
}

export interface FrameSeen {
  readonly socket: PlatformSocket;
  readonly frame: JsonObject;
  readonly type: string;
  /** Type of the request that the frame answers. */
  readonly answerTo: string | undefined;
}

export const meetsFrame = (
  { of = 'any', username, type, answerTo, where }: FrameMatch,
  { socket, frame, ...seen }: FrameSeen,
): boolean =>
  isSide(of, socket.role) &&
  isUser(username, socket.user) &&
  isType(type, seen.type) &&
  isType(answerTo, seen.answerTo) &&
  (where?.(structuredClone(frame), socketSeen(socket)) ?? true);

export const meetsOpen = ({ open, username, where }: OpenMatch, socket: PlatformSocket): boolean =>
  isSide(open, socket.role) && isUser(username, socket.user) && (where?.(socketSeen(socket)) ?? true);

export const isSide = (wanted: FaultSide, role: 'agent' | 'consumer'): boolean => wanted === 'any' || wanted === role;

export const isUser = (wanted: string | undefined, username: string | undefined): boolean =>
  wanted === undefined || wanted === username;

function isType(wanted: string | RegExp | undefined, type: string | undefined): boolean {
  if (wanted === undefined) return true;
  if (type === undefined) return false;
  // Unlike test(), search() does not remember where the last match of a global pattern ended.
  if (wanted instanceof RegExp) return type.search(wanted) >= 0;
  return type === wanted || type.endsWith(`.${wanted}`);
}

const socketSeen = ({ number, role, user }: PlatformSocket): SocketSeen => ({ number, role, username: user });
