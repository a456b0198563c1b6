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
import { handlerFailure, type HandlerName } from './handler-failure.js';
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

/**
 * Reads what the decorators on a bot's classes recorded. Changes nothing, so it may be called again.
 *
 * @throws HandlerDeclarationError naming class, method and remedy, for the first declaration that cannot work.
 */
export function handlersOf(bot: object, run: RunHandler = runPlainly): Handlers {
  const declared = declaredMethods(bot).map((method) => checked(bot, method));
  const guard = new PatternGuard();
  const on = <K extends HandlerKind>(kind: K): readonly Declared<HandlerInputs[K]>[] =>
    declared
      .filter(({ declaration }) => declaration.on === kind)
      .map((method) => ({
        handler: handler(bot, { method, run }),
        filter: method.declaration.filter,
        complain: (what) => complaint(method, what),
      }));
  return {
    message: on('message').map(({ handler: base, filter, complain }) => ({
      ...base,
      test: messageTest(filter, { guard, complain }),
    })),
    conversation: on('conversation').map((each) => listener(each, everything)),
    watch: on('watch').map((each) => listener(each, everything)),
    change: on('change').map((each) => listener(each, changeTest)),
    receipt: on('receipt').map((each) => listener(each, receiptTest)),
    ring: on('ring').map((each) => listener(each, ringTest)),
    close: on('close').map((each) => listener(each, closeTest)),
    participant: on('participant').map((each) => listener(each, participantTest)),
    consumerState: on('consumerState').map((each) => listener(each, consumerStateTest)),
    session: on('session').map(sessionHandler),
    handlerError: on('handlerError').map((each) => listener(each, everything)),
  };
}

interface Declared<Input> {
  readonly handler: Handler<Input>;
  readonly filter: unknown;
  readonly complain: Complain;
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

/** Calls a handler with what it handles. The name is `Class.method`. Never throws: it rejects. */
export type RunHandler = <Input>(name: string, call: (input: Input) => unknown, input: Input) => Promise<void>;

const runPlainly: RunHandler = async (_name, call, input) => {
  await call(input);
};

interface Running {
  readonly method: DeclaredMethod;
  readonly run: RunHandler;
}

/** The method is looked up for each run, so that a spy that a test puts on the bot is seen. */
function handler<Input>(bot: object, { method: declared, run }: Running): Handler<Input> {
  const { className, method, declaration } = declared;
  const name = `${className}.${method}`;
  const call = (input: Input): unknown => {
    const body: unknown = Reflect.get(bot, declaration.key);
    if (typeof body !== 'function') throw new TypeError(`${name} is no method any more.`);
    return Reflect.apply(body, bot, [input]);
  };
  const failed = (thrown: unknown): never => {
    throw handlerFailure({ className, method }, thrown);
  };
  return { className, method, run: (input) => run(name, call, input).catch(failed) };
}

function listener<Input>(
  { handler: base, filter, complain }: Declared<Input>,
  readTest: ReadTest<Input>,
): Listener<Input> {
  const test = readTest(filter, complain);
  return {
    ...base,
    wants(input) {
      try {
        return test(input);
      } catch (thrown) {
        throw handlerFailure(base, thrown);
      }
    },
  };
}

function sessionHandler({ handler: base, filter, complain }: Declared<HandlerInputs['session']>): SessionHandler {
  if (!isBotEventName(filter)) throw complain(`takes the name of an event: ${botEventNames.join(', ')}`);
  return { ...base, event: filter };
}
