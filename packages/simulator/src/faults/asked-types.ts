import { type JsonObject, readText } from '@holdfast/core/protocol';
import type { PlatformSocket } from '../hooks.js';

const OPEN_REQUESTS = 10_000;

/** Which type of request a response answers: its frame has only the id. */
export class AskedTypes {
  private readonly bySocket = new WeakMap<PlatformSocket, Map<string, string>>();

  asked(socket: PlatformSocket, frame: JsonObject): void {
    const id = readText(frame['id'], 64);
    const type = readText(frame['type'], 128);
    if (id === undefined || type === undefined) return;
    const types = this.bySocket.get(socket) ?? new Map<string, string>();
    if (types.size < OPEN_REQUESTS) this.bySocket.set(socket, types.set(id, type));
  }

  /** The type of the request that this frame answers; `undefined` if it answers none. */
  answered(socket: PlatformSocket, frame: JsonObject): string | undefined {
    const id = frame['kind'] === 'resp' ? readText(frame['reqId'], 64) : undefined;
    if (id === undefined) return undefined;
    const types = this.bySocket.get(socket);
    const type = types?.get(id);
    types?.delete(id);
    return type;
  }
}
