import {
  type ConfigurationError,
  ConnectionLostError,
  type Socket,
  type SocketListener,
} from '@holdfast/core/internal';
import { undialled } from './ending.js';

/** The socket of a dial that could not begin: it tells its end in the next turn of the loop, and is never open. */
export class UndialledSocket implements Socket {
  readonly buffered = 0;

  constructor(
    private readonly error: ConfigurationError,
    listener: SocketListener,
  ) {
    setImmediate(() => {
      try {
        listener.closed(undialled(error));
      } catch {
        // `closed` is the last call, so nobody is left to be told.
      }
    });
  }

  request(): Promise<never> {
    const message = 'The request was not sent: its messaging socket could not be dialled. Mend that first.';
    return Promise.reject(new ConnectionLostError(message, 'no', { cause: this.error }));
  }

  pause(): void {}
  resume(): void {}
  close(): void {}
  terminate(): void {}
}
