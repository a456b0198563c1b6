import type { AgentIdentity } from '../protocol/agent-id.js';
import { ConnectionLostError, RequestTimeoutError } from '../errors/connection.js';
import { PlatformUnavailableError, RequestRefusedError, ThrottledError } from '../errors/platform.js';
import { type MessageEvent, readMessageEvent } from '../protocol/message-event.js';
import { AgentRequest } from '../protocol/names.js';
import { field, isObject, readCount, readText } from '../protocol/read.js';
import { Delivery } from './delivery.js';
import type { FailureBook } from './failure-book.js';
import { type DeliveryChoices, deliveryOptions } from './options.js';
import { AlarmClock } from '../resilience/alarm-clock.js';
import { monotonicClock } from '../resilience/monotonic.js';
import type { DeliveryEvent, RequestOptions, Surroundings } from './surroundings.js';
import type { Turn } from './turn.js';

export const bot: AgentIdentity = { oldId: '1.2', pid: 'bot-pid' };

/** Before the platform acts, or after it has acted and before we hear of it. */
export type Fault =
  | 'none'
  | 'lost-before'
  | 'lost-after'
  | 'timeout'
  | 'timeout-after'
  | 'unclear'
  | 'throttled'
  | 'refused'
  | 'troubled'
  | 'unavailable';

interface Wire {
  readonly [field: string]: unknown;
  readonly sequence: number;
}

interface Sender {
  readonly id: string;
  readonly pid?: string;
  readonly role: string;
}

const CONSUMER: Sender = { id: 'consumer', role: 'CONSUMER' };
export const BOT: Sender = { id: '1.2', pid: 'bot-pid', role: 'ASSIGNED_AGENT' };
export const COLLEAGUE: Sender = { id: '1.9', pid: 'colleague-pid', role: 'ASSIGNED_AGENT' };

/** The platform's record of dialogs, and what it answers and pushes. */
export class FakePlatform {
  readonly record = new Map<string, Wire[]>();
  readonly requests: { readonly type: string; readonly body: unknown; readonly terms: RequestOptions | undefined }[] =
    [];
  latency = 1;
  page = Infinity;
  inclusive = false;
  newestFirst = false;
  notify: (event: MessageEvent) => void = () => undefined;
  fault: (type: string, body: unknown) => Fault = () => 'none';
  /** Requests wait while the session is not live. */
  live = true;
  readonly #waiting: (() => void)[] = [];
  #generation = 0;

  says(dialogId: string, text: string): number {
    return this.add(dialogId, CONSUMER, { type: 'ContentEvent', contentType: 'text/plain', message: text });
  }

  add(dialogId: string, sender: Sender, event: object, metadata: unknown = []): number {
    const events = this.events(dialogId);
    const sequence = (events.at(-1)?.sequence ?? -1) + 1;
    return this.put(dialogId, sequence, { sender, event, metadata });
  }

  put(dialogId: string, sequence: number, said: { sender: Sender; event: object; metadata?: unknown }): number {
    const wire = {
      sequence,
      dialogId,
      conversationId: dialogId,
      originatorId: said.sender.id,
      originatorMetadata: { id: said.sender.pid ?? said.sender.id, role: said.sender.role },
      serverTimestamp: 1_700_000_000_000 + sequence,
      event: said.event,
      metadata: said.metadata ?? null,
    };
    this.events(dialogId).push(wire);
    const event = readMessageEvent(wire);
    if (event !== undefined) this.notify(event);
    return sequence;
  }

  events(dialogId: string): Wire[] {
    const events = this.record.get(dialogId) ?? [];
    this.record.set(dialogId, events);
    return events;
  }

  /** The bot's texts in a dialog, in order. */
  replies(dialogId: string): readonly string[] {
    return this.events(dialogId).flatMap((wire) => {
      const text = readText(field(wire['event'], 'message'), 10_000);
      return wire['originatorId'] === BOT.id && text !== undefined ? [text] : [];
    });
  }

  /** The sequences that the bot has marked READ, each once. */
  read(dialogId: string): readonly number[] {
    const lists = this.events(dialogId).flatMap((wire) => {
      const list = wire['originatorId'] === BOT.id ? field(wire['event'], 'sequenceList') : undefined;
      return Array.isArray(list) ? list.map((entry) => readCount(entry) ?? -1) : [];
    });
    return [...new Set(lists)].sort((a, b) => a - b);
  }

  count(type: string): number {
    return this.requests.filter((request) => request.type === type).length;
  }

  /** The connection is gone, with the frames that were on their way to the platform. */
  sever(): void {
    this.#generation += 1;
    this.#waiting.length = 0;
  }

  recover(): void {
    this.live = true;
    for (const go of this.#waiting.splice(0)) go();
  }

  async request(type: string, body: unknown, terms?: RequestOptions): Promise<unknown> {
    if (!this.live) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.requests.push({ type, body, terms });
    const fault = this.fault(type, body);
    const generation = this.#generation;
    await this.#delay();
    if (generation !== this.#generation) throw new ConnectionLostError('lost', 'unknown');
    if (fault === 'lost-before') throw new ConnectionLostError('lost', 'no');
    if (fault === 'timeout') throw new RequestTimeoutError(type, 'no answer');
    if (fault === 'throttled') throw new ThrottledError('slow down', 3_000);
    if (fault === 'refused') throw new RequestRefusedError(type, 400, 'refused');
    if (fault === 'troubled') throw new RequestRefusedError(type, 500, 'trouble');
    if (fault === 'unavailable') throw new PlatformUnavailableError('down');
    const answer = type === AgentRequest.queryMessages ? this.#query(body) : this.#publish(body, terms);
    await this.#delay();
    if (fault === 'lost-after') throw new ConnectionLostError('lost', 'unknown');
    if (fault === 'timeout-after') throw new RequestTimeoutError(type, 'no answer');
    return fault === 'unclear' ? {} : answer;
  }

  #delay(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.latency));
  }

  #query(body: unknown): unknown {
    const newer = Number(field(body, 'newerThanSequence'));
    const older = readCount(field(body, 'olderThanSequence')) ?? Infinity;
    const most = Math.min(readCount(field(body, 'maxQuantity')) ?? Infinity, this.page);
    const found = this.events(String(field(body, 'dialogId')))
      .filter(({ sequence }) => (this.inclusive ? sequence >= newer : sequence > newer) && sequence < older)
      .sort((a, b) => a.sequence - b.sequence);
    return this.newestFirst ? found.slice(-most).reverse() : found.slice(0, most);
  }

  #publish(body: unknown, terms: RequestOptions | undefined): unknown {
    const event = field(body, 'event');
    if (!isObject(event)) throw new RequestRefusedError(AgentRequest.publishEvent, 400, 'no event');
    return { sequence: this.add(String(field(body, 'dialogId')), BOT, event, terms?.metadata) };
  }
}

export interface Rig {
  readonly delivery: Delivery;
  readonly reports: DeliveryEvent[];
  readonly observed: MessageEvent[];
  readonly failures: { readonly turn: Turn; readonly code: string }[];
  readonly flow: ('pause' | 'resume')[];
  /** The process is gone: nothing of it reaches the platform any more. */
  crash(): void;
}

export interface Author {
  handle?(turn: Turn): Promise<unknown>;
  join?(turn: Turn): Promise<unknown>;
  failed?(turn: Turn): Promise<unknown>;
  readonly failures?: FailureBook;
}

/** A bot process around one `Delivery`, connected to the platform. */
export function connect(platform: FakePlatform, author: Author, choices: DeliveryChoices = {}): Rig {
  const process = { gone: false };
  const reports: DeliveryEvent[] = [];
  const observed: MessageEvent[] = [];
  const failures: { turn: Turn; code: string }[] = [];
  const flow: ('pause' | 'resume')[] = [];
  const never = new Promise<never>(() => undefined);
  const surroundings: Surroundings = {
    self: () => bot,
    request: async (type, body, terms) => {
      if (process.gone) return never;
      try {
        const answer = await platform.request(type, body, terms);
        return process.gone ? await never : answer;
      } catch (error) {
        if (process.gone) return never;
        throw error;
      }
    },
    handle: async (turn) => void (await author.handle?.(turn)),
    join: async (turn) => void (await author.join?.(turn)),
    failed: async (turn, error) => {
      failures.push({ turn, code: error.code });
      await author.failed?.(turn);
    },
    observe: (event) => void observed.push(event),
    pause: () => void flow.push('pause'),
    resume: () => void flow.push('resume'),
    report: (event) => void reports.push(event),
    now: () => performance.now(),
    alarms: new AlarmClock(monotonicClock, { ref: false }),
    ...(author.failures === undefined ? {} : { failures: author.failures }),
  };
  const delivery = new Delivery(surroundings, deliveryOptions(choices));
  platform.notify = (event) => delivery.accept(event);
  const crash = (): void => {
    process.gone = true;
    platform.notify = () => undefined;
    platform.sever();
  };
  return { delivery, reports, observed, failures, flow, crash };
}

export const text = (message: string): { event: { type: string; contentType: string; message: string } } => ({
  event: { type: 'ContentEvent', contentType: 'text/plain', message },
});

export const textIn = (turn: Turn): string => {
  const content = turn.event?.event;
  return content?.type === 'ContentEvent' ? String(content.message) : '';
};
