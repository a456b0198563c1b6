import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type Handlers, handlersOf } from './handlers.js';

const source = `
import { OnClose, OnConversation, OnMessage, OnSession } from '../decorators.js';

function wrapped<This, A extends unknown[], R>(method: (this: This, ...given: A) => R, _context: unknown) {
  return function (this: This, ...given: A): R { return method.apply(this, given); };
}
const legacyWrapped = (_prototype: object, _key: string, { value }: PropertyDescriptor): PropertyDescriptor =>
  ({ configurable: true, writable: true, value(this: unknown, ...given: unknown[]) { return value.apply(this, given); } });
const anyWrapped: any = (target: any, key: any, third?: any) =>
  third === undefined ? wrapped(target, key) : legacyWrapped(target, key, third);

const symbol = Symbol('named by a symbol');

export class Parent {
  said: unknown[] = [];
  @OnMessage('one') one(_: unknown) { this.said.push('parent'); }
  @OnConversation() greet() {}
  @OnMessage() rest() {}
}
export class Overrides extends Parent {
  override one(_: unknown) { this.said.push('child'); }
}
export class Redecorates extends Parent {
  @OnMessage('own') own() {}
  @OnMessage('changed') override one(_: unknown) { this.said.push('child'); }
}
export class Sibling extends Parent {
  @OnMessage('sibling') sibling() {}
}
export class Several {
  @OnMessage('a') @OnMessage('b') @OnClose() both() {}
  @OnSession('live') [symbol]() {}
  @OnMessage() private hidden() { return this; }
  keep() { return this.hidden(); }
}
export class Wrapped {
  self: unknown;
  @anyWrapped @OnMessage('outside') outside() { this.self = this; }
  @OnMessage('inside') @anyWrapped inside() { this.self = this; }
}
export class WrappedChild extends Wrapped {
  @OnMessage('child') child() {}
  override outside() { this.self = 'overridden'; }
}
export class WrappedAgain extends Wrapped {
  @anyWrapped @OnMessage('again') override outside() { this.self = 'again'; }
}
export const twin = (name: string) => { class Twin { @OnMessage(name) answer() {} } return Twin; };
export class Plain { answer() {} }
`;

interface Fixture {
  readonly Parent: Maker;
  readonly Overrides: Maker;
  readonly Redecorates: Maker;
  readonly Sibling: Maker;
  readonly Several: Maker;
  readonly Wrapped: Maker;
  readonly WrappedChild: Maker;
  readonly WrappedAgain: Maker;
  readonly Plain: Maker;
  readonly twin: (name: string) => Maker;
}

type Maker = new () => { readonly said?: unknown[]; readonly self?: unknown };

for (const [dialect, experimentalDecorators] of [
  ['experimentalDecorators', true],
  ['standard decorators', false],
] as const) {
  describe(`The decorators, as ${dialect}`, () => {
    let folder: string;
    let fixture: Fixture;

    before(async () => {
      folder = mkdtempSync(join(dirname(fileURLToPath(import.meta.url)), 'dialect-'));
      fixture = await compile(folder, experimentalDecorators);
    });

    after(() => rmSync(folder, { recursive: true, force: true }));

    it('register methods in source order', () => {
      const handlers = handlersOf(new fixture.Parent());
      expect(methods(handlers.message)).to.deep.equal(['Parent.one', 'Parent.rest']);
      expect(methods(handlers.conversation)).to.deep.equal(['Parent.greet']);
    });

    it('put the handlers of a subclass before those of its parent', () => {
      const { message } = handlersOf(new fixture.Sibling());
      expect(methods(message)).to.deep.equal(['Sibling.sibling', 'Parent.one', 'Parent.rest']);
    });

    it('leave the parent as it was when a subclass declares more', () => {
      expect(methods(handlersOf(new fixture.Parent()).message)).to.deep.equal(['Parent.one', 'Parent.rest']);
      expect(methods(handlersOf(new fixture.Overrides()).message)).to.deep.equal(['Parent.one', 'Parent.rest']);
    });

    it('keep the registration of a method that is overridden, and run the override', async () => {
      const bot = new fixture.Overrides();
      await handlersOf(bot).message[0]?.run(undefined as never);
      expect(bot.said).to.deep.equal(['child']);
    });

    it('replace the registration of a method that is overridden and decorated', async () => {
      const bot = new fixture.Redecorates();
      const { message } = handlersOf(bot);
      expect(methods(message)).to.deep.equal(['Redecorates.own', 'Redecorates.one', 'Parent.rest']);
      await message[1]?.run(undefined as never);
      expect(bot.said).to.deep.equal(['child']);
    });

    it('may stand on one method several times', () => {
      const handlers = handlersOf(new fixture.Several());
      expect(methods(handlers.message)).to.deep.equal(['Several.both', 'Several.both', 'Several.hidden']);
      expect(methods(handlers.close)).to.deep.equal(['Several.both']);
    });

    it('take a method that a symbol names', () => {
      const [handler] = handlersOf(new fixture.Several()).session;
      expect(handler).to.include({ method: 'Symbol(named by a symbol)', event: 'live' });
    });

    it('survive another decorator that replaces the method, above or below', async () => {
      const bot = new fixture.Wrapped();
      const { message } = handlersOf(bot);
      expect(methods(message)).to.deep.equal(['Wrapped.outside', 'Wrapped.inside']);
      for (const handler of message) {
        Object.assign(bot, { self: undefined });
        await handler.run(undefined as never);
        expect(bot.self, handler.method).to.equal(bot);
      }
    });

    it('credit a replaced method to the class that decorated it, also where a subclass overrides it', async () => {
      const bot = new fixture.WrappedChild();
      const { message } = handlersOf(bot);
      expect(methods(message)).to.deep.equal(['WrappedChild.child', 'Wrapped.outside', 'Wrapped.inside']);
      await message[1]?.run(undefined as never);
      expect(bot.self).to.equal('overridden');
    });

    it('replace the registration also where another decorator has replaced both methods', () => {
      const { message } = handlersOf(new fixture.WrappedAgain());
      expect(methods(message)).to.deep.equal(['WrappedAgain.outside', 'Wrapped.inside']);
    });

    it('give two bots of one class the same handlers, however often they are read', () => {
      const [first, second] = [new fixture.Parent(), new fixture.Parent()];
      for (const bot of [first, second, first]) expect(handlersOf(bot).message).to.have.lengthOf(2);
    });

    it('tell classes of the same name apart', () => {
      const [Left, Right] = [fixture.twin('left'), fixture.twin('right')];
      expect(handlersOf(new Left()).message).to.have.lengthOf(1);
      expect(handlersOf(new Right()).message).to.have.lengthOf(1);
    });

    it('find nothing on a class without decorators', () => {
      const counts = Object.values(handlersOf(new fixture.Plain())).map(({ length }: readonly unknown[]) => length);
      expect(new Set(counts)).to.deep.equal(new Set([0]));
    });
  });
}

const methods = (handlers: Handlers['message'] | Handlers['conversation']): readonly string[] =>
  handlers.map(({ className, method }) => `${className}.${method}`);

/** Runs the compiler that this repository builds with, since only its output shows what a dialect really calls. */
async function compile(folder: string, experimentalDecorators: boolean): Promise<Fixture> {
  writeFileSync(join(folder, 'fixture.ts'), source);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options(experimentalDecorators) }));
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
  expect(status, stdout).to.equal(0);
  return (await import(pathToFileURL(join(folder, 'fixture.js')).href)) as Fixture;
}

const options = (experimentalDecorators: boolean) => ({
  target: 'es2022',
  module: 'nodenext',
  types: [],
  strict: true,
  skipLibCheck: true,
  experimentalDecorators,
});
