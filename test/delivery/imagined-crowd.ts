import type { Platform } from 'holdfast';

const NAME = 'imagined-';

interface Asked {
  readonly dialogId?: string;
  readonly conversationId?: string;
  readonly newerThanSequence?: number;
  readonly event?: { readonly type?: string; readonly sequenceList?: readonly number[] };
}

/**
 * Dialogs that exist in notifications alone. Requests about them are answered here, before they reach the network: each
 * has one message of its consumer, with sequence 0.
 */
export class ImaginedCrowd {
  /** Readings under way at once, at most. */
  mostAtOnce = 0;
  /** How often each dialog was read, and marked as read. */
  readonly readings = new Map<string, number>();
  readonly receipts = new Map<string, number>();
  #underWay = 0;

  constructor(readonly size: number) {}

  /** A change notification of one conversation, and as many more like it. */
  around(frame: object, conversationId: string): Readonly<Record<string, unknown>> {
    const { body } = frame as { readonly body: { readonly changes: readonly object[] } };
    const change = JSON.stringify(body.changes[0]);
    const others = Array.from(
      { length: this.size },
      (_, index) => JSON.parse(change.replaceAll(conversationId, `${NAME}${index}`)) as object,
    );
    return { ...frame, body: { ...body, changes: [...body.changes, ...others] } };
  }

  /** The same way to the platform, for a bot that is to believe in the crowd. */
  on(platform: Platform): Platform {
    const { transport } = platform;
    return {
      ...platform,
      transport: {
        open: (target, listener) => {
          const socket = transport.open(target, listener);
          return {
            request: (request) => this.#answer(request.body as Asked) ?? socket.request(request),
            pause: () => socket.pause(),
            resume: () => socket.resume(),
            close: (code) => socket.close(code),
            terminate: () => socket.terminate(),
            get buffered() {
              return socket.buffered;
            },
            get lastInbound() {
              return socket.lastInbound;
            },
          };
        },
      },
    };
  }

  #answer({ dialogId = '', newerThanSequence, event }: Asked): Promise<unknown> | undefined {
    if (!dialogId.startsWith(NAME)) return undefined;
    if (newerThanSequence !== undefined) return this.#read(dialogId, newerThanSequence);
    if (event?.type === 'AcceptStatusEvent') count(this.receipts, dialogId);
    return Promise.resolve({ sequence: 1 });
  }

  async #read(dialogId: string, newerThan: number): Promise<unknown> {
    count(this.readings, dialogId);
    this.#underWay += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay);
    await new Promise((resolve) => setImmediate(resolve));
    this.#underWay -= 1;
    return newerThan > 0 ? [] : [question(dialogId)];
  }
}

const count = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

const question = (dialogId: string): object => ({
  sequence: 0,
  dialogId,
  conversationId: dialogId,
  originatorId: 'consumer',
  originatorMetadata: { id: 'consumer', role: 'CONSUMER' },
  serverTimestamp: 1_700_000_000_000,
  event: { type: 'ContentEvent', contentType: 'text/plain', message: 'Is anybody there?' },
});
