import type { PlatformSocket } from '../hooks.js';

/** Frames that wait for the next of their type on the same socket. */
export class HeldFrames {
  private readonly bySocket = new Map<PlatformSocket, Map<string, () => void>>();

  get isEmpty(): boolean {
    return this.bySocket.size === 0;
  }

  hold(socket: PlatformSocket, type: string, release: () => void): void {
    const frames = this.bySocket.get(socket) ?? new Map<string, () => void>();
    this.bySocket.set(socket, frames.set(type, release));
  }

  /** What lets the held frame of this type go; `undefined` if none is held. */
  take(socket: PlatformSocket, type: string): (() => void) | undefined {
    const release = this.bySocket.get(socket)?.get(type);
    this.bySocket.get(socket)?.delete(type);
    if (this.bySocket.get(socket)?.size === 0) this.bySocket.delete(socket);
    return release;
  }

  forget(socket: PlatformSocket): void {
    this.bySocket.delete(socket);
  }

  releaseAll(): void {
    const all = [...this.bySocket.values()].flatMap((frames) => [...frames.values()]);
    this.bySocket.clear();
    for (const release of all) release();
  }
}
