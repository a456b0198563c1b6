import { HandlerDeclarationError } from '../errors/configuration.js';
import type { Complain } from './complain.js';
import { type DeclaredMethod, declaredMethods } from './declared-methods.js';
import { ownOrigin } from './declaration.js';
import {
  changeTest,
  closeTest,
  consumerStateTest,
  everything,
  participantTest,
  type ReadTest,
  receiptTest,
} from './event-filters.js';
import { type BotEventName, botEventNames, isBotEventName } from './events.js';
import { handlerFailure, type HandlerName, type Invoked } from './handler-failure.js';
import type { HandlerInputs, HandlerKind } from './handler-inputs.js';
import { type MessageTest, messageTest } from './message-filter.js';
import { PatternGuard } from './pattern-guard.js';
import { ringTest } from './ring-filter.js';

/** One method of a bot, ready to run. */
export interface Handler<Input> extends HandlerName {
  /**
   * Calls the method with the bot as `this`. Rejects with an error of Holdfast: the one that was thrown, if it is one,
   * and otherwise a `HandlerFailedError` with what was thrown as its cause.
   */
  run(input: Input): Promise<void>;
}

/** The first one whose filter matches gets the message; see `matchMessage`. */
export interface MessageHandler extends Handler<HandlerInputs['message']> {
  /** May throw whatever the author's predicate throws. */
  readonly test: MessageTest;
}

/** A ring is for the first that wants it, anything else for all that do. */
export interface Listener<Input> extends Handler<Input> {
  /** Throws a `HandlerFailedError` if the author's predicate throws. */
  wants(input: Input): boolean;
}

export interface SessionHandler extends Handler<HandlerInputs['session']> {
  readonly event: BotEventName;
}

/** The handlers of a bot by what they handle, in the order in which they are asked. */
export type Handlers = {
  readonly [K in Exclude<HandlerKind, 'message' | 'session'>]: readonly Listener<HandlerInputs[K]>[];
} & {
  readonly message: readonly MessageHandler[];
  readonly session: readonly SessionHandler[];
};

/** What stands around each call of a handler. */
export interface Around {
  /** Runs the handler within what its owner has put around all handlers. */
  run<K extends HandlerKind>(kind: K, handler: Callee<HandlerInputs[K]>, input: HandlerInputs[K]): Promise<void>;
  /** Calls the author's method, and watches it until what it gives has settled. Never throws: it rejects as `run` does. */
  watch<Input>(handler: Invoked<Input>, input: Input): Promise<void>;
}

/** A handler without what stands around it. */
export interface Callee<Input> extends HandlerName {
  call(input: Input): Promise<void>;
}

const nothing: Around = {
  run: (_kind, handler, input) => handler.call(input),
  async watch(handler, input) {
    try {
      await handler.invoke(input);
    } catch (thrown) {
      throw handlerFailure(handler, thrown);
    }
  },
};

/**
 * Reads what the decorators on a bot's classes recorded. Changes nothing, so it may be called again.
 *
 * @throws HandlerDeclarationError naming class, method and remedy, for the first declaration that cannot work.
 */
export function handlersOf(bot: object, around: Around = nothing): Handlers {
  const guard = new PatternGuard();
  const declared = declaredMethods(bot).map((method) => checked(bot, method));
  const on = <K extends HandlerKind, H>(kind: K, make: (called: Called<K>) => H): readonly H[] => {
    const methods = declared.filter(({ declaration }) => declaration.on === kind);
    return methods.length === 0 ? NONE : methods.map((method) => make({ kind, bot, method, around }));
  };
  const listeners = <K extends ListenedKind>(kind: K, readTest: ReadTest<HandlerInputs[K]>) =>
    on(kind, (called: Called<K>) => new DeclaredListener(called, readTest(...filterOf(called.method))));
  return {
    message: on('message', (called) => new DeclaredMessageHandler(called, readMessageTest(called.method, guard))),
    conversation: listeners('conversation', everything),
    watch: listeners('watch', everything),
    change: listeners('change', changeTest),
    receipt: listeners('receipt', receiptTest),
    ring: listeners('ring', ringTest),
    close: listeners('close', closeTest),
    participant: listeners('participant', participantTest),
    consumerState: listeners('consumerState', consumerStateTest),
    session: on('session', (called) => new DeclaredSessionHandler(called, readEventName(called.method))),
    handlerError: listeners('handlerError', everything),
  };
}

const NONE: readonly never[] = Object.freeze([]);

type ListenedKind = Exclude<HandlerKind, 'message' | 'session'>;

const filterOf = (method: DeclaredMethod): readonly [filter: unknown, complain: Complain] => [
  method.declaration.filter,
  (what) => complaint(method, what),
];

function readMessageTest(method: DeclaredMethod, guard: PatternGuard): MessageTest {
  const [filter, complain] = filterOf(method);
  return messageTest(filter, { guard, complain });
}

function readEventName(method: DeclaredMethod): BotEventName {
  const [filter, complain] = filterOf(method);
  if (!isBotEventName(filter)) throw complain(`takes the name of an event: ${botEventNames.join(', ')}`);
  return filter;
}

const complaint = ({ className, method, declaration }: DeclaredMethod, what: string): HandlerDeclarationError =>
  new HandlerDeclarationError(className, method, `${className}.${method}: @${declaration.decorator} ${what}.`);

function checked(bot: object, method: DeclaredMethod): DeclaredMethod {
  const { declaration } = method;
  if (declaration.origin !== ownOrigin) {
    throw complaint(
      method,
      'comes from another installed copy of Holdfast than the class Bot. Keep one: see `npm ls @holdfast/core`',
    );
  }
  if (declaration.fault !== undefined) throw complaint(method, declaration.fault);
  if (typeof Reflect.get(bot, declaration.key) !== 'function') {
    throw complaint(method, 'stands on a method that the bot replaces by something else. Override it with a method');
  }
  return method;
}

/** A method, what it is declared for, and whose it is. */
interface Called<K extends HandlerKind> {
  readonly kind: K;
  readonly bot: object;
  readonly method: DeclaredMethod;
  readonly around: Around;
}

/** The method is looked up for each run, so that a spy that a test puts on the bot is seen. */
class DeclaredHandler<K extends HandlerKind>
  implements Handler<HandlerInputs[K]>, Callee<HandlerInputs[K]>, Invoked<HandlerInputs[K]>
{
  readonly #kind: K;
  readonly #bot: object;
  readonly #method: DeclaredMethod;
  readonly #around: Around;

  constructor({ kind, bot, method, around }: Called<K>) {
    this.#kind = kind;
    this.#bot = bot;
    this.#method = method;
    this.#around = around;
  }

  get className(): string {
    return this.#method.className;
  }

  get method(): string {
    return this.#method.method;
  }

  run(input: HandlerInputs[K]): Promise<void> {
    return this.#around.run(this.#kind, this, input);
  }

  call(input: HandlerInputs[K]): Promise<void> {
    return this.#around.watch(this, input);
  }

  invoke(input: HandlerInputs[K]): unknown {
    const body: unknown = Reflect.get(this.#bot, this.#method.declaration.key);
    if (typeof body !== 'function') throw new TypeError(`${this.className}.${this.method} is no method any more.`);
    return Reflect.apply(body, this.#bot, [input]);
  }
}

class DeclaredMessageHandler extends DeclaredHandler<'message'> implements MessageHandler {
  constructor(
    called: Called<'message'>,
    readonly test: MessageTest,
  ) {
    super(called);
  }
}

class DeclaredListener<K extends HandlerKind> extends DeclaredHandler<K> implements Listener<HandlerInputs[K]> {
  constructor(
    called: Called<K>,
    private readonly test: (input: HandlerInputs[K]) => boolean,
  ) {
    super(called);
  }

  wants(input: HandlerInputs[K]): boolean {
    try {
      return this.test(input);
    } catch (thrown) {
      throw handlerFailure(this, thrown);
    }
  }
}

class DeclaredSessionHandler extends DeclaredHandler<'session'> implements SessionHandler {
  constructor(
    called: Called<'session'>,
    readonly event: BotEventName,
  ) {
    super(called);
  }
}
