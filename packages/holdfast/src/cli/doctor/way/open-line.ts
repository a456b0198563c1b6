import { sessionDefaults } from '@holdfast/core';
import { ConnectionLostError, type OutgoingRequest, type SocketEnd, type Transport } from '@holdfast/core/internal';
import { AgentRequest } from '@holdfast/core/protocol';
import type { Terms } from './terms.js';

/** A messaging socket that is open, for questions one by one. */
export interface Line {
  request(request: OutgoingRequest): Promise<unknown>;
  /** Resolves when it is gone. Twice is once. */
  close(): Promise<void>;
}

/** @param url a secret as a whole. Rejects with the reason why the socket did not open. */
export const openLine = (transport: Transport, url: string, { timeout, signal }: Terms): Promise<Line> =>
  new Promise((resolve, reject) => {
    let end: SocketEnd | undefined;
    let gone = (): void => undefined;
    const ended = new Promise<void>((tell) => (gone = tell));
    const { timeouts, liveness, keepAlive } = sessionDefaults;
    const timings = {
      ...liveness,
      open: timeout,
      response: timeout,
      close: Math.min(timeouts.close, timeout),
      keepAlive: keepAlive.every,
    };
    const socket = transport.open(
      { url, timings, clockRequest: AgentRequest.getClock },
      {
        opened: () => resolve(line),
        notified: ignored,
        clocked: ignored,
        oddity: ignored,
        closed: (how) => {
          end = how;
          signal.removeEventListener('abort', abort);
          gone();
          reject(how.error);
        },
      },
    );
    const line: Line = {
      request: async (request) => {
        try {
          return await socket.request(request);
        } catch (error) {
          if (error instanceof ConnectionLostError) await ended; // how it ended says more than that it is not open
          throw end?.error ?? error;
        }
      },
      close: async () => {
        socket.close();
        await ended;
      },
    };
    const abort = (): void => {
      reject(new ConnectionLostError('The messaging socket was given up: it was interrupted.', 'no'));
      socket.close();
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });

const ignored = (): void => undefined;
