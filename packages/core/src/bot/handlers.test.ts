import { expect } from 'chai';
import { describe, it } from 'mocha';
import { HandlerDeclarationError } from '../errors/configuration.js';
import { LateReplyError } from '../errors/handler.js';
import type { Ring } from '../conversation/ring.js';
import {
  OnChange,
  OnClose,
  OnConsumerState,
  OnConversation,
  OnHandlerError,
  OnMessage,
  OnParticipant,
  OnReceipt,
  OnRing,
  OnSession,
  OnWatch,
} from './decorators.js';
import { handlersOf } from './handlers.js';

type Loose = (...target: readonly unknown[]) => unknown;

/** A bot whose only method carries a decorator that plain JavaScript made. */
function botWith(decorator: unknown): object {
  class EchoBot {
    echo() {
      return 'echo';
    }
  }
  (decorator as Loose)(EchoBot.prototype, 'echo', Reflect.getOwnPropertyDescriptor(EchoBot.prototype, 'echo'));
  return new EchoBot();
}

const anyFilter = {
  OnMessage: OnMessage as (filter: unknown) => unknown,
  OnConversation: OnConversation as (filter: unknown) => unknown,
  OnRing: OnRing as (filter: unknown) => unknown,
  OnClose: OnClose as (filter: unknown) => unknown,
  OnWatch: OnWatch as (filter: unknown) => unknown,
  OnChange: OnChange as (filter: unknown) => unknown,
  OnReceipt: OnReceipt as (filter: unknown) => unknown,
  OnParticipant: OnParticipant as (filter: unknown) => unknown,
  OnConsumerState: OnConsumerState as (filter: unknown) => unknown,
  OnSession: OnSession as (filter: unknown) => unknown,
  OnHandlerError: OnHandlerError as (filter: unknown) => unknown,
};

const ring = (skillId: string): Ring => ({ skillId }) as Ring;
const thrownBy = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('handlersOf', () => {
  const wrong: readonly (readonly [keyof typeof anyFilter, unknown, RegExp])[] = [
    ['OnMessage', '', /is empty/],
    ['OnMessage', ' \n', /is empty/],
    ['OnMessage', 7, /takes a text, a regular expression/],
    ['OnMessage', null, /takes a text, a regular expression/],
    ['OnMessage', ['a'], /takes a text, a regular expression/],
    ['OnMessage', { txt: 'a' }, /knows no criterion `txt`\. It takes from, skill, contentType, clicked, text/],
    ['OnMessage', JSON.parse('{ "__proto__": 1 }'), /knows no criterion `__proto__`/],
    ['OnMessage', { text: 7 }, /needs `text`/],
    ['OnMessage', { text: '' }, /is empty/],
    ['OnMessage', { skill: 300 }, /needs `skill`/],
    ['OnMessage', { contentType: '' }, /needs `contentType`/],
    ['OnMessage', { from: [] }, /needs `from`/],
    ['OnMessage', { from: ['CONSUMER', 1] }, /needs `from`/],
    ['OnMessage', async () => true, /answers at once/],
    ['OnRing', 'skill', /takes a predicate, \{ skill/],
    ['OnRing', { skil: '1' }, /takes a predicate, \{ skill/],
    ['OnRing', { skill: 1 }, /needs `skill`/],
    ['OnRing', async () => true, /answers at once/],
    ['OnParticipant', 'gone', /takes 'joined', 'left' or nothing/],
    ['OnConsumerState', '', /takes a state/],
    ['OnSession', undefined, /takes the name of an event: discovered, /],
    ['OnSession', 'toString', /takes the name of an event/],
    ['OnConversation', 'x', /takes nothing/],
    ['OnClose', {}, /takes 'closed', 'left' or nothing/],
    ['OnWatch', 'all', /takes nothing/],
    ['OnChange', 'skil', /takes nothing, or the name of a change: skill, consumer/],
    ['OnChange', 'toString', /takes nothing, or the name of a change/],
    ['OnReceipt', '', /takes a status such as 'READ'/],
    ['OnHandlerError', null, /takes nothing/],
  ];
  wrong.forEach(([decorator, filter, complaint]) => {
    it(`refuses @${decorator} with ${typeof filter === 'function' ? 'an async function' : JSON.stringify(filter)}`, () => {
      const error = thrownBy(() => handlersOf(botWith(anyFilter[decorator](filter))));
      expect(error).to.be.an.instanceOf(HandlerDeclarationError);
      expect(error).to.include({ className: 'EchoBot', method: 'echo', option: 'EchoBot.echo' });
      expect(error)
        .to.have.property('message')
        .that.matches(complaint)
        .and.matches(/^EchoBot\.echo: @On.*[^.]\.$/);
    });
  });

  it('takes a criterion that is undefined as one that is not there', () => {
    expect(handlersOf(botWith(anyFilter.OnMessage({ text: undefined }))).message).to.have.lengthOf(1);
    expect(handlersOf(botWith(anyFilter.OnRing({ skill: undefined }))).ring).to.have.lengthOf(1);
  });
});

describe('A handler', () => {
  class Recorder {
    readonly seen: unknown[] = [];
    @OnConversation()
    note(conversation: unknown) {
      this.seen.push([this, conversation]);
    }
  }

  it('runs with the bot as `this`', async () => {
    const bot = new Recorder();
    const input = {} as never;
    await handlersOf(bot).conversation[0]?.run(input);
    expect(bot.seen).to.deep.equal([[bot, input]]);
  });

  it('runs what the bot has under that name now, so that a spy is seen', async () => {
    const bot = new Recorder();
    const [handler] = handlersOf(bot).conversation;
    Object.assign(bot, { note: () => bot.seen.push('spy') });
    await handler?.run({} as never);
    expect(bot.seen).to.deep.equal(['spy']);
  });

  const hostile: unknown[] = [
    null,
    undefined,
    'text',
    Object.freeze({}),
    Object.defineProperty(new Error('x'), 'message', { get: () => expect.fail('looked into') }),
    new Proxy(new Error('x'), { get: () => expect.fail('looked into'), getPrototypeOf: () => expect.fail('looked') }),
  ];
  hostile.forEach((thrown, index) => {
    it(`rejects with a HandlerFailedError whatever is thrown, case ${index + 1}`, async () => {
      class Thrower {
        @OnClose()
        fail(): void {
          throw thrown;
        }
      }
      const error: unknown = await handlersOf(new Thrower())
        .close[0]?.run({} as never)
        .catch((reason: unknown) => reason);
      expect(error).to.include({ code: 'HANDLER_FAILED', className: 'Thrower', method: 'fail' });
      expect(Object.is((error as Error).cause, thrown)).to.equal(true);
    });
  });

  it('rejects with an error of Holdfast as it is, since delivery decides by its kind', async () => {
    const late = new LateReplyError('Too late.');
    class Late {
      @OnClose()
      async fail(): Promise<void> {
        throw late;
      }
    }
    const error: unknown = await handlersOf(new Late())
      .close[0]?.run({} as never)
      .catch((reason: unknown) => reason);
    expect(error).to.equal(late);
  });
});

describe('A listener', () => {
  it('wants the rings of its skill', () => {
    const [handler] = handlersOf(botWith(OnRing({ skill: '300' }))).ring;
    expect(handler?.wants(ring('300'))).to.equal(true);
    expect(handler?.wants(ring('301'))).to.equal(false);
  });

  it('wants the rings its predicate wants', () => {
    const [handler] = handlersOf(botWith(OnRing(({ skillId }) => skillId === '1'))).ring;
    expect([handler?.wants(ring('1')), handler?.wants(ring('2'))]).to.deep.equal([true, false]);
  });

  it('fails like a handler when its predicate throws', () => {
    const [handler] = handlersOf(
      botWith(
        OnRing(() => {
          throw new Error('x');
        }),
      ),
    ).ring;
    expect(thrownBy(() => handler?.wants(ring('1')))).to.include({ code: 'HANDLER_FAILED', method: 'echo' });
  });

  it('wants the changes and states it names, or all', () => {
    const joins = handlersOf(botWith(OnParticipant('joined'))).participant[0];
    expect(joins?.wants({ change: 'joined' } as never)).to.equal(true);
    expect(joins?.wants({ change: 'left' } as never)).to.equal(false);
    expect(handlersOf(botWith(OnParticipant())).participant[0]?.wants({ change: 'left' } as never)).to.equal(true);
    const typing = handlersOf(botWith(OnConsumerState('COMPOSING'))).consumerState[0];
    expect(typing?.wants({ state: 'COMPOSING' } as never)).to.equal(true);
    expect(typing?.wants({ state: 'GONE' } as never)).to.equal(false);
    expect(handlersOf(botWith(OnConsumerState())).consumerState[0]?.wants({ state: 'new' } as never)).to.equal(true);
  });
});
