import { externalIdOf, readMetadata } from '@holdfast/core/protocol';
import { type Asked, fingerprint } from './fingerprint.js';
import type { ScriptedRequest } from './script.js';

/** A request that was made so much later that night, in milliseconds, was another one. */
const HORIZON = 60_000;

/** The requests of one recorded socket, each of which answers one request of today. */
export class RequestBook {
  readonly #same = new Map<string, ScriptedRequest[]>();
  readonly #replies = new Map<string, ScriptedRequest[]>();
  readonly #taken = new Set<ScriptedRequest>();

  constructor(requests: readonly ScriptedRequest[]) {
    for (const request of requests) {
      append(this.#same, request.fingerprint, request);
      if (request.externalId !== undefined) append(this.#replies, `${request.type} ${request.externalId}`, request);
    }
  }

  /**
   * The recorded request that this one stands for: the same, or else the same reply with another text.
   *
   * @param moment now, in milliseconds since the beginning of the recording.
   */
  take(asked: Asked, moment: number): ScriptedRequest | undefined {
    const externalId = externalIdOf(readMetadata(asked.metadata));
    return (
      this.#next(this.#same.get(fingerprint(asked)), moment) ??
      (externalId === undefined ? undefined : this.#next(this.#replies.get(`${asked.type} ${externalId}`), moment))
    );
  }

  #next(queue: ScriptedRequest[] | undefined, moment: number): ScriptedRequest | undefined {
    for (let request = queue?.[0]; request !== undefined; request = queue?.[0]) {
      if (!this.#taken.has(request) && request.t > moment + HORIZON) return undefined;
      queue?.shift();
      if (this.#taken.has(request)) continue;
      this.#taken.add(request);
      return request;
    }
    return undefined;
  }
}

function append(queues: Map<string, ScriptedRequest[]>, name: string, request: ScriptedRequest): void {
  const queue = queues.get(name);
  if (queue === undefined) queues.set(name, [request]);
  else queue.push(request);
}
