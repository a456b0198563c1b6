import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from '@holdfast/core/protocol';

export type FaultSide = 'agent' | 'consumer' | 'any';

/** An upgrade, as a `where` sees it. */
export interface ConnectSeen {
  readonly role: 'agent' | 'consumer';
  /** Of an agent whose bearer is good. */
  readonly username: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** A REST request, as a `where` sees it. */
export interface RequestSeen {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** An open socket, as a `where` sees it. */
export interface SocketSeen {
  /** Counts the sockets of this platform, from 1. */
  readonly number: number;
  readonly role: 'agent' | 'consumer';
  /** Of an agent. */
  readonly username: string | undefined;
}

/** Upgrades, before they are examined. */
export interface ConnectMatch {
  readonly connect: FaultSide;
  /** Only the n-th of them since the rule was added, from 1. The same as `after: n - 1`. */
  readonly nth?: number;
  /** Only those of this agent; his bearer must be good. */
  readonly username?: string;
  readonly where?: (upgrade: ConnectSeen) => boolean;
}

export type RequestName = 'csds' | 'login' | 'refresh' | 'logout';

/** REST requests, before they are answered. The console loads from the same server: its paths are `/`, `/page/…` and `/console/…`. */
export interface RequestMatch {
  /** One of the names, or a part of the path, or a pattern for it. */
  readonly request: RequestName | (string & {}) | RegExp;
  /** @default any */
  readonly method?: string;
  readonly where?: (request: RequestSeen) => boolean;
}

/** Frames of one direction. What is not a JSON object of a usual depth matches no rule. */
export interface FrameMatch {
  readonly frame: 'toClient' | 'toServer';
  /** The whole type, or its last part: `PublishEvent` for `.ams.ms.PublishEvent`. A pattern is tried on the whole. */
  readonly type?: string | RegExp;
  /** Only answers to requests of this type, compared as `type` is. For `toClient`. */
  readonly answerTo?: string | RegExp;
  /** @default 'any' */
  readonly of?: FaultSide;
  /** Only on sockets of this agent. */
  readonly username?: string;
  /** Gets a copy of the frame. */
  readonly where?: (frame: JsonObject, socket: SocketSeen) => boolean;
}

/** Sockets that were opened. */
export interface OpenMatch {
  readonly open: FaultSide;
  /** Only sockets of this agent. */
  readonly username?: string;
  /** Ms of the platform's clock between the opening and the fault. A socket that ends before does not count. @default 0 */
  readonly delayAfterOpen?: number;
  readonly where?: (socket: SocketSeen) => boolean;
}

export type FaultMatch = ConnectMatch | RequestMatch | FrameMatch | OpenMatch;
