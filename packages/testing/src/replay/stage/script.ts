import type { Entry, Failure, Recording } from '@holdfast/recording';
import { externalIdOf, readMetadata } from '@holdfast/core/protocol';
import { fingerprint } from './fingerprint.js';

/** How a call or a request ended, and where in the recording that stands. */
export interface Ending {
  readonly index: number;
  readonly value?: unknown;
  readonly failure?: Failure;
}

export interface ScriptedRequest {
  readonly t: number;
  readonly fingerprint: string;
  /** Of a reply: which one of which turn it was. */
  readonly externalId: string | undefined;
  readonly type: string;
  /** Absent if the recording ends before the answer. */
  readonly ending?: Ending;
}

export interface ScriptedSocket {
  readonly number: number;
  readonly requests: readonly ScriptedRequest[];
}

/** A recording, ordered by who is going to ask for it. */
export interface Script {
  /** By name, in the order in which they were made; those without an ending are `undefined`. */
  readonly calls: ReadonlyMap<string, readonly (Ending | undefined)[]>;
  readonly sockets: readonly ScriptedSocket[];
  readonly draws: readonly number[];
  /** The entry at which the bot was told to stop. */
  readonly stopIndex?: number;
  /** Milliseconds from the beginning to the last entry. */
  readonly duration: number;
}

export function scriptOf({ entries }: Recording): Script {
  const endings = endingsOf(entries);
  const calls = new Map<string, (Ending | undefined)[]>();
  const sockets = new Map<number, { readonly number: number; readonly requests: ScriptedRequest[] }>();
  for (const entry of entries) {
    if (entry.kind === 'dial') sockets.set(entry.socket, { number: entry.socket, requests: [] });
    if (entry.kind === 'call') {
      const made = calls.get(entry.of) ?? [];
      made.push(endings.get(`call ${entry.call}`));
      calls.set(entry.of, made);
    }
    if (entry.kind !== 'request') continue;
    const ending = endings.get(`request ${entry.request}`);
    sockets.get(entry.socket)?.requests.push({
      t: entry.t,
      type: entry.type,
      fingerprint: fingerprint(entry),
      externalId: externalIdOf(readMetadata(entry.metadata)),
      ...(ending === undefined ? {} : { ending }),
    });
  }
  const stopIndex = stopOf(entries);
  return {
    calls,
    sockets: [...sockets.values()],
    draws: entries.flatMap((entry) => (entry.kind === 'draw' ? [entry.chance] : [])),
    ...(stopIndex === undefined ? {} : { stopIndex }),
    duration: entries.at(-1)?.t ?? 0,
  };
}

function endingsOf(entries: readonly Entry[]): ReadonlyMap<string, Ending> {
  const endings = new Map<string, Ending>();
  for (const [index, entry] of entries.entries()) {
    if (entry.kind === 'return')
      endings.set(`call ${entry.call}`, { index, ...valueOf(entry.value), ...failed(entry) });
    if (entry.kind === 'answer') {
      endings.set(`request ${entry.request}`, { index, ...valueOf(entry.body), ...failed(entry) });
    }
  }
  return endings;
}

const valueOf = (value: unknown): { readonly value?: unknown } => (value === undefined ? {} : { value });

const failed = ({ failure }: { readonly failure?: Failure }): { readonly failure?: Failure } =>
  failure === undefined ? {} : { failure };

/** A session that was told to stop drains first, or closes at once if it was not live. */
function stopOf(entries: readonly Entry[]): number | undefined {
  const index = entries.findIndex(
    (entry) => entry.kind === 'event' && (entry.type === 'draining' || entry.type === 'closed'),
  );
  return index === -1 ? undefined : index;
}
