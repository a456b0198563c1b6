import { expect } from 'chai';
import { describe, it } from 'mocha';
import { Conversation } from '../conversation/conversation.js';
import { Message } from '../conversation/message.js';
import { HandlerDeclarationError } from '../errors/configuration.js';
import type { Metadata } from '../protocol/metadata.js';
import { OnClick, OnMessage } from './decorators.js';
import { handlersOf } from './handlers.js';
import { matchMessage } from './match.js';

const conversation = new Conversation({ snapshot: { id: 'c' } } as never, {} as never);

const said = (text: string, metadata: readonly Metadata[] = []): Message =>
  new Message({
    event: {
      dialogId: 'd',
      sequence: 1,
      role: 'CONSUMER',
      event: { type: 'ContentEvent', contentType: 'text/plain', message: text },
      metadata,
    },
    view: () => conversation,
    signal: new AbortController().signal,
    redelivered: false,
  });

const tapped = (id: unknown): Message => said('yes please', [{ type: 'BrandsOwn' }, { type: 'ExternalId', id }]);

class ShopBot {
  @OnClick('yes') agree(_: Message): void {}
  @OnClick('no') @OnMessage('no') refuse(): void {}
  @OnMessage({ clicked: 'map', text: /where/ }) where(): void {}
  @OnClick() other(): void {}
  @OnMessage() rest(): void {}
}

const takenBy = (message: Message): string | undefined =>
  matchMessage(handlersOf(new ShopBot()).message, message)?.handler.method;

describe('A tap', () => {
  it('is named by the message that it arrives as', () => {
    const message = tapped('yes');
    expect(message.quickReply).to.equal('yes');
    expect(message.clicked).to.deep.equal({ id: 'yes', text: 'yes please', metadata: message.metadata });
  });

  it('is not read into a message that somebody typed', () => {
    expect(said('yes').clicked).to.equal(undefined);
  });

  it('goes to the handler of its id, even if another handler takes the same words', () => {
    expect(takenBy(tapped('yes'))).to.equal('agree');
    expect(takenBy(tapped('no'))).to.equal('refuse');
  });

  it('goes to the handler of any tap if no other wants it', () => {
    expect(takenBy(tapped('maybe'))).to.equal('other');
    expect(takenBy(tapped('YES')), 'ids are exact').to.equal('other');
  });

  it('is one criterion among others of a message handler', () => {
    expect(takenBy(said('where is it', [{ type: 'ExternalId', id: 'map' }]))).to.equal('where');
    expect(takenBy(said('what is it', [{ type: 'ExternalId', id: 'map' }]))).to.equal('other');
  });

  it('that has no usable id is a message like any other', () => {
    for (const id of [undefined, '', {}, 'x'.repeat(65)]) expect(takenBy(tapped(id))).to.equal('rest');
  });

  it('leaves typed messages to the other handlers, which may stand on the same method', () => {
    expect(takenBy(said('no'))).to.equal('refuse');
    expect(takenBy(said('hello'))).to.equal('rest');
  });
});

describe('@OnClick', () => {
  for (const [name, id] of [
    ['an empty id', ''],
    ['a number', 7],
    ['null', null],
    ['a regular expression', /yes/],
  ] as const) {
    it(`does not take ${name}`, () => {
      class WrongBot {
        @OnClick(id as never) agree(): void {}
      }
      expect(() => handlersOf(new WrongBot())).to.throw(HandlerDeclarationError, /WrongBot\.agree: @OnClick needs/);
    });
  }

  it('needs its parentheses', () => {
    class BareBot {
      // @ts-expect-error The types forbid it, and plain JavaScript has none.
      @OnClick agree(): void {}
    }
    expect(() => handlersOf(new BareBot())).to.throw(HandlerDeclarationError, /@OnClick lacks its parentheses/);
  });
});
