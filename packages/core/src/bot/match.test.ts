import { expect } from 'chai';
import { describe, it } from 'mocha';
import { Conversation } from '../conversation/conversation.js';
import { Message } from '../conversation/message.js';
import type { MessageEvent } from '../protocol/message-event.js';
import { OnMessage } from './decorators.js';
import { handlersOf } from './handlers.js';
import { matchMessage, type MessageMatch } from './match.js';
import type { MessageFilter } from './message-filter.js';

const conversation = new Conversation({ snapshot: { id: 'c', skillId: '300' } } as never, {} as never);

const messageOf = (event: MessageEvent['event'], role = 'CONSUMER'): Message =>
  new Message({
    event: { dialogId: 'd', sequence: 1, role, event, metadata: [] },
    view: () => conversation,
    signal: new AbortController().signal,
    redelivered: false,
  });

const text = (said: string, role?: string): Message =>
  messageOf({ type: 'ContentEvent', contentType: 'text/plain', message: said }, role);

const file = messageOf({ type: 'ContentEvent', contentType: 'Hosted/File', message: { relativePath: 'x' } });
const rich = messageOf({ type: 'RichContentEvent', content: { type: 'vertical' } });

/** Asks a bot that has a handler for each filter; the handlers are called by their place. */
function matched(filters: readonly (MessageFilter | undefined)[], message: Message): MessageMatch | undefined {
  class EchoBot {}
  filters.forEach((filter, index) => {
    const method = (_: Message): void => undefined;
    Object.defineProperty(EchoBot.prototype, `m${index}`, { value: method });
    OnMessage(filter)(EchoBot.prototype, `m${index}`, { value: method });
  });
  return matchMessage(handlersOf(new EchoBot()).message, message);
}

const takes = (filter: MessageFilter, message: Message): boolean => matched([filter], message) !== undefined;

function failure(filter: MessageFilter, message: Message): unknown {
  try {
    matched([filter, undefined], message);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('matchMessage', () => {
  it('gives the message to the first handler that matches, and to no other', () => {
    expect(matched(['no', /he/, undefined], text('hello'))?.handler.method).to.equal('m1');
  });

  it('gives it to nobody when nobody matches', () => {
    expect(matched(['no', /nothing/], text('hello'))).to.equal(undefined);
  });

  it('compares a string with the whole text, whatever its case and blanks', () => {
    expect(takes('Yes', text('  yES\n'))).to.equal(true);
    expect(takes(' yes ', text('yes'))).to.equal(true);
    expect(takes('yes', text('yes please'))).to.equal(false);
  });

  it('compares letters with accents however they are composed', () => {
    expect(takes('caf\u00e9', text('Cafe\u0301'))).to.equal(true);
  });

  it('hands the match of a regular expression to the handler, and leaves the message as it was', () => {
    const message = text('order 42');
    const result = matched([/order (\d+)/], message);
    expect(result?.message.match?.[1]).to.equal('42');
    expect(result?.message.id).to.equal(message.id);
    expect(message.match).to.equal(undefined);
  });

  it('matches message after message with the flags g and y', () => {
    class EchoBot {
      @OnMessage(/a/g)
      echo(_: Message): void {}
    }
    const { message: handlers } = handlersOf(new EchoBot());
    const results = [1, 2, 3].map(() => matchMessage(handlers, text('xxa'))?.message.match?.index);
    expect(results).to.deep.equal([2, 2, 2]);
  });

  it('finds no text in files and rich content', () => {
    for (const message of [file, rich]) {
      expect(takes(/^.*$/s, message)).to.equal(false);
      expect(matched([undefined], message)).to.not.equal(undefined);
    }
  });

  it('asks a predicate', () => {
    expect(takes((message) => message.text.length > 3, text('long'))).to.equal(true);
    expect(takes((message) => message.text.length > 3, text('no'))).to.equal(false);
  });

  it('demands every criterion', () => {
    expect(takes({ text: /hel/, skill: '300', contentType: 'text/plain', from: 'CONSUMER' }, text('hello'))).to.equal(
      true,
    );
    expect(takes({ text: /hel/, skill: '301' }, text('hello'))).to.equal(false);
    expect(takes({ text: /hel/, from: ['MANAGER', 'AGENT'] }, text('hello'))).to.equal(false);
    expect(takes({ text: /hel/, from: ['MANAGER', 'AGENT'] }, text('hello', 'AGENT'))).to.equal(true);
    expect(takes({ contentType: 'hosted/file' }, file)).to.equal(true);
    expect(takes({ contentType: 'hosted/file' }, rich)).to.equal(false);
    expect(takes({}, file)).to.equal(true);
  });

  it('hands over the match of a criterion', () => {
    expect(matched([{ text: /h(.)/, from: 'CONSUMER' }], text('hello'))?.message.match?.[1]).to.equal('e');
  });

  it('compares with the skill that it is told', () => {
    class EchoBot {
      @OnMessage({ skill: '7' })
      echo(_: Message): void {}
    }
    const { message: handlers } = handlersOf(new EchoBot());
    expect(matchMessage(handlers, text('x'), '7')).to.not.equal(undefined);
    expect(matchMessage(handlers, text('x'))).to.equal(undefined);
  });

  it('fails as a handler when a predicate throws, and asks no further handler', () => {
    const thrown = new Proxy(
      {},
      { get: () => expect.fail('looked into'), getPrototypeOf: () => expect.fail('looked') },
    );
    const error = failure(() => {
      // oxlint-disable-next-line typescript/only-throw-error -- authors do throw such things
      throw thrown;
    }, text('x'));
    expect(error).to.include({ code: 'HANDLER_FAILED', className: 'EchoBot', method: 'm0' });
    expect(Object.is((error as Error).cause, thrown)).to.equal(true);
  });

  it('fails as a handler when a predicate gives a promise, and leaves no rejection behind', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const promising = (() => Promise.reject(new Error('x'))) as unknown as () => boolean;
    expect(failure(promising, text('x'))).to.include({ code: 'HANDLER_FAILED', method: 'm0' });
    await new Promise(setImmediate);
    process.off('unhandledRejection', listen);
    expect(unhandled).to.deep.equal([]);
  });

  it('fails as a handler when a text makes a pattern endless', () => {
    expect(failure(/^(a+)+$/, text(`${'a'.repeat(50_000)}!`))).to.include({ code: 'HANDLER_FAILED', method: 'm0' });
  });
});
