import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { JsonObject } from '@holdfast/core/protocol';

/** A request before it is routed. */
export interface HttpExchange {
  readonly method: string;
  readonly path: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** An upgrade before it is examined. */
export interface UpgradeAttempt {
  readonly role: 'agent' | 'consumer';
  readonly request: IncomingMessage;
  readonly socket: Duplex;
}

/** A socket of the platform, as far as a hook may handle it. */
export interface PlatformSocket {
  /** Counts the sockets of this platform, from 1. */
  readonly number: number;
  readonly role: 'agent' | 'consumer';
  /** User name of an agent. */
  readonly user: string | undefined;
  readonly closed: Promise<void>;
  readonly isFrozen: boolean;
  /** A frame of the platform, through the hook for outgoing frames. */
  send(frame: JsonObject): void;
  /** One message past every hook: text as a text message, bytes as a binary one. */
  sendRaw(data: string | Uint8Array): void;
  close(code: number, reason?: string): void;
  /** Cuts the connection without a close frame. */
  terminate(): void;
  /** Cuts the connection with an RST. */
  reset(): void;
  /** Reads and writes nothing until `thaw`; the connection stays. What is due waits. */
  freeze(): void;
  thaw(): void;
}

/**
 * The places where something may come between the platform and its clients. Everything passes each of them once: every
 * request, every upgrade, every open socket, every frame in either direction.
 */
export interface Hooks {
  /** Resolves to `true` if the request was dealt with here. */
  request(exchange: HttpExchange): Promise<boolean>;
  /** Resolves to `true` if the upgrade was dealt with here. */
  upgrade(attempt: UpgradeAttempt): Promise<boolean>;
  opened(socket: PlatformSocket): void;
  /** A text frame from a client. Calling `deliver` hands it on: at once, later, changed, several times or never. */
  incoming(socket: PlatformSocket, frame: string, deliver: (frame: string) => void): void;
  /** A frame of the platform to a client; `deliver` as above. */
  outgoing(socket: PlatformSocket, frame: JsonObject, deliver: (frame: JsonObject) => void): void;
}
