import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ConfigurationError } from '../errors/configuration.js';
import { HandlerFailedError } from '../errors/handler.js';
import type { Conversation } from '../conversation/conversation.js';
import { type HandlerContext, type Middleware, MiddlewareStack } from './middleware.js';

/** One handler of a close, and what ran in which order. */
function stage(...layers: readonly Middleware[]) {
  const seen: string[] = [];
  const stack = new MiddlewareStack();
  for (const layer of layers) stack.add(layer);
  const bye = { className: 'EchoBot', method: 'bye', call: async (): Promise<void> => void seen.push('handler') };
  const conversation = {} as Conversation;
  return { stack, seen, handle: () => stack.run('close', bye, conversation), conversation };
}

describe('The middleware of a bot', () => {
  it('runs around the handler, the first one given outermost', async () => {
    const note =
      (name: string): Middleware =>
      async (_, next) => {
        played.seen.push(`${name} in`);
        await next();
        played.seen.push(`${name} out`);
      };
    const played = stage(note('outer'), note('inner'));
    await played.handle();
    expect(played.seen).to.deep.equal(['outer in', 'inner in', 'handler', 'inner out', 'outer out']);
  });

  it('sees which handler runs with what', async () => {
    let context: HandlerContext | undefined;
    const played = stage((given, next) => {
      context = given;
      return next();
    });
    await played.handle();
    expect(context).to.include({ kind: 'close', className: 'EchoBot', method: 'bye', input: played.conversation });
  });

  it('keeps the handler from running when it does not go on', async () => {
    const played = stage(() => undefined);
    await played.handle();
    expect(played.seen).to.deep.equal([]);
  });

  it('fails the handler with what it throws, whatever that is', async () => {
    const played = stage(() => {
      // oxlint-disable-next-line typescript/only-throw-error -- an author's code may throw anything
      throw null;
    });
    const error: unknown = await played.handle().catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(HandlerFailedError).with.property('cause', null);
    expect(played.seen).to.deep.equal([]);
  });

  it('may not run the handler twice', async () => {
    const played = stage(async (_, next) => {
      await next();
      await next();
    });
    const error: unknown = await played.handle().catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(HandlerFailedError).with.property('message').that.includes('called next() twice');
    expect(played.seen).to.deep.equal(['handler']);
  });

  it('added later counts from the next run on', async () => {
    const played = stage();
    await played.handle();
    played.stack.add(() => undefined);
    await played.handle();
    expect(played.seen).to.deep.equal(['handler']);
  });

  it('refuses what is no function', () => {
    expect(() => new MiddlewareStack().add('log' as never)).to.throw(ConfigurationError, 'takes a function');
  });
});
