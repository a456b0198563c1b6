import { expect } from 'chai';
import { describe, it } from 'mocha';
import { HandlerDeclarationError } from '../errors/configuration.js';
import { type Declaration, record } from './declaration.js';
import { OnMessage } from './decorators.js';
import { handlersOf } from './handlers.js';

/** The decorator as plain JavaScript sees it: without types, in any place. */
type Loose = (...target: readonly unknown[]) => unknown;

const onMessage = OnMessage() as unknown as Loose;
const bare = OnMessage as unknown as Loose;

/** Decorates like a compiler for standard decorators, as far as initializers go. */
function standard(decorator: Loose, kind: string, context: { name: PropertyKey; static?: boolean; private?: boolean }) {
  const initializers: ((this: unknown) => void)[] = [];
  const addInitializer = (initializer: (this: unknown) => void) => initializers.push(initializer);
  const value = kind === 'field' ? undefined : () => undefined;
  decorator(value, { kind, static: false, private: false, ...context, addInitializer });
  return (target: object) => initializers.forEach((initializer) => initializer.call(target));
}

function complaintOf(bot: object): string {
  try {
    handlersOf(bot);
  } catch (error) {
    expect(error).to.be.an.instanceOf(HandlerDeclarationError);
    return error instanceof Error ? error.message : '';
  }
  return 'no complaint';
}

describe('A misplaced decorator with experimentalDecorators', () => {
  const cases: Readonly<Record<string, { decorate: (bot: typeof EchoBot) => void; complaint: RegExp }>> = {
    'on a static method': {
      decorate: (bot) => onMessage(bot, 'echo', { value: () => undefined }),
      complaint: /^EchoBot\.echo: @OnMessage stands on a static member.* Remove `static`\.$/,
    },
    'on a field': {
      decorate: (bot) => onMessage(bot.prototype, 'echo', undefined),
      complaint: /^EchoBot\.echo: @OnMessage stands on a field or an accessor\. Make it a method\.$/,
    },
    'on a getter': {
      decorate: (bot) => onMessage(bot.prototype, 'echo', { get: () => undefined }),
      complaint: /^EchoBot\.echo: .*Make it a method\.$/,
    },
    'on a parameter': {
      decorate: (bot) => onMessage(bot.prototype, 'echo', 0),
      complaint: /^EchoBot\.echo: .*stands on a parameter\. Put it on the method\.$/,
    },
    'on a parameter of a static method': {
      decorate: (bot) => onMessage(bot, 'echo', 1),
      complaint: /^EchoBot\.echo: .*stands on a parameter/,
    },
    'on the class': {
      decorate: (bot) => onMessage(bot),
      complaint: /^EchoBot\.constructor: @OnMessage stands on a class\. Put it on a method\.$/,
    },
    'without parentheses': {
      decorate: (bot) => bare(bot.prototype, 'echo', { value: () => undefined }),
      complaint: /^EchoBot\.echo: @OnMessage lacks its parentheses\. Write @OnMessage\(\)\.$/,
    },
  };
  class EchoBot {
    echo() {
      return 'echo';
    }
  }
  for (const [place, { decorate, complaint }] of Object.entries(cases)) {
    it(`is found when the bot starts: ${place}`, () => {
      const Bot = { EchoBot: class extends EchoBot {} }.EchoBot;
      decorate(Bot);
      expect(complaintOf(new Bot())).to.match(complaint);
    });
  }

  it('does not trouble a bot of the parent class', () => {
    class Child extends EchoBot {}
    onMessage(Child, 'echo', { value: () => undefined });
    expect(complaintOf(new EchoBot())).to.equal('no complaint');
  });
});

describe('A misplaced standard decorator', () => {
  class EchoBot {
    echo() {
      return 'echo';
    }
  }
  const cases: Readonly<Record<string, { applied: (target: object) => void; complaint: RegExp }>> = {
    'on a field': { applied: standard(onMessage, 'field', { name: 'echo' }), complaint: /field or an accessor/ },
    'on a getter': { applied: standard(onMessage, 'getter', { name: 'echo' }), complaint: /field or an accessor/ },
    'on a private method': {
      applied: standard(onMessage, 'method', { name: '#echo', private: true }),
      complaint: /^EchoBot\.#echo: @OnMessage stands on a private name.* no `#`\.$/,
    },
    'without parentheses': {
      applied: standard(bare, 'method', { name: 'echo' }),
      complaint: /^EchoBot\.echo: @OnMessage lacks its parentheses/,
    },
  };
  for (const [place, { applied, complaint }] of Object.entries(cases)) {
    it(`is found when the bot starts: ${place}`, () => {
      const bot = new EchoBot();
      applied(bot);
      expect(complaintOf(bot)).to.match(complaint);
    });
  }

  it('is found when the bot starts: on a static method', () => {
    class StaticBot {}
    standard(onMessage, 'method', { name: 'echo', static: true })(StaticBot);
    expect(complaintOf(new StaticBot())).to.match(/^StaticBot\.echo: .*stands on a static member/);
  });

  it('is found when the bot starts: on the class', () => {
    class ClassBot {}
    standard(onMessage, 'class', { name: 'ClassBot' })(ClassBot);
    expect(complaintOf(new ClassBot())).to.match(/^ClassBot\.ClassBot: .*stands on a class/);
  });
});

describe('A decorator of another copy of this package', () => {
  it('is found when the bot starts', () => {
    class EchoBot {
      echo() {
        return 'echo';
      }
    }
    const declaration: Declaration = {
      origin: Symbol('holdfast'),
      decorator: 'OnMessage',
      on: 'message',
      filter: undefined,
      key: 'echo',
    };
    record(EchoBot.prototype, declaration);
    expect(complaintOf(new EchoBot())).to.match(/^EchoBot\.echo: @OnMessage comes from another installed copy/);
  });
});

describe('A decorator of a method that is no method any more', () => {
  it('is found when the bot starts', () => {
    class EchoBot {
      @OnMessage()
      echo(): unknown {
        return 'echo';
      }
    }
    const bot = Object.assign(new EchoBot(), { echo: 'text' });
    expect(complaintOf(bot)).to.match(/^EchoBot\.echo: .*replaces by something else/);
  });
});
