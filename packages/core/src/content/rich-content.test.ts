import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ContentError } from '../errors/configuration.js';
import type { JsonObject } from '../protocol/read.js';
import { publish } from './action.js';
import { button } from './button.js';
import { builtContent } from './built-content.js';
import { card } from './card.js';
import type { RichElement } from './element.js';
import { carousel, vertical } from './layout.js';
import { quickReplies, reply } from './quick-replies.js';
import { richContent } from './rich-content.js';
import { text } from './text.js';

const wrong = (value: unknown): never => value as never;
const deep = (levels: number): RichElement => (levels === 1 ? text('bottom') : vertical([deep(levels - 1)]));
const replies = quickReplies([reply('Yes', { id: 'yes' })]);

function refused(make: () => unknown): ContentError {
  try {
    make();
  } catch (error) {
    if (error instanceof ContentError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('richContent', () => {
  it('makes the event of a publish request, with quick replies if there are any', () => {
    const page = card({ text: 'a' });
    expect(richContent(page)).to.deep.equal({ event: { type: 'RichContentEvent', content: page } });
    expect(richContent(page, { quickReplies: replies }).event['quickReplies']).to.deep.equal(replies);
  });

  it("takes the platform's own JSON, and leaves alone what it does not know", () => {
    const raw: JsonObject = {
      type: 'tabs',
      elements: [
        { type: 'text', text: 'a', futureField: { deep: [1, null, true] } },
        { type: 'hologram', frames: 3 },
        { type: 'button', title: 'b', click: { actions: [{ type: 'addToCart', items: [] }] } },
      ],
    };
    expect(richContent(raw).event['content']).to.deep.equal(raw);
  });

  for (const [name, raw, path] of [
    ['no type', {}, 'type'],
    ['an empty type', { type: '' }, 'type'],
    [
      'an http image',
      { type: 'vertical', elements: [{ type: 'image', url: 'http://a.example/b' }] },
      'elements[0].url',
    ],
    [
      'an http image in an unknown layout',
      {
        type: 'grid',
        elements: [
          { type: 'text', text: 'a' },
          { type: 'image', url: 'http://a.example/b' },
        ],
      },
      'elements[1].url',
    ],
    [
      'an action far inside',
      {
        type: 'vertical',
        elements: [
          { type: 'text', text: 'a' },
          { type: 'horizontal', elements: [{ type: 'button', title: 'b', click: { actions: [{ type: 'link' }] } }] },
        ],
      },
      'elements[1].elements[0].click.actions[0].uri',
    ],
    ['a child that is a text', { type: 'vertical', elements: ['a'] }, 'elements[0]'],
    ['a list out of order', { type: 'list', elements: [{ type: 'text', text: 'a' }] }, 'elements'],
    [
      'too long an id',
      { type: 'text', text: 'a', click: { metadata: [{ type: 'ExternalId', id: 'x'.repeat(65) }] } },
      'click.metadata[0].id',
    ],
    ['a date', { type: 'text', text: 'a', when: new Date(0) }, 'when'],
    ['a bigint', { type: 'text', text: 'a', much: [1n] }, 'much[0]'],
    [
      'a type named like a part of every object',
      { type: 'vertical', elements: [{ type: 'constructor' }, 1] },
      'elements[1]',
    ],
  ] as const) {
    it(`refuses raw JSON with ${name}, naming its path`, () => {
      expect(refused(() => richContent(raw)).path).to.equal(path);
    });
  }

  it('finds a carousel inside a carousel, however deep', () => {
    const inner = carousel([card({ text: 'a' }), card({ text: 'b' })]);
    const error = refused(() => richContent(carousel([card({ text: 'c' }), vertical([vertical([inner])])])));
    expect(error.path).to.equal('elements[1].elements[0].elements[0]');
    expect(error.message).to.include('carousel inside a carousel');
  });

  it('lets two carousels stand beside each other', () => {
    const one = carousel([card({ text: 'a' }), card({ text: 'b' })]);
    expect(() => richContent(vertical([one, one]))).to.not.throw();
  });

  it('takes elements 8 levels deep, and no deeper', () => {
    expect(() => richContent(deep(8))).to.not.throw();
    expect(refused(() => richContent(deep(9))).path).to.equal(Array(8).fill('elements[0]').join('.'));
  });

  it('takes 256 elements in all, and no more', () => {
    const limits = { characters: 100_000 };
    const row = (count: number): RichElement => vertical(Array.from({ length: count }, () => text('a')));
    expect(() => richContent(vertical([row(100), row(153)]), { limits })).to.not.throw();
    expect(refused(() => richContent(vertical([row(100), row(154)]), { limits })).path).to.equal(
      'elements[1].elements[153]',
    );
  });

  it('takes 5,000 characters of JSON, and no more', () => {
    const around = JSON.stringify({ event: richContent(text('a')).event }).length - 1;
    expect(() => richContent(text('x'.repeat(5_000 - around)))).to.not.throw();
    const error = refused(() => richContent(text('x'.repeat(5_001 - around))));
    expect(error).to.include({ path: 'content' });
    expect(error.message).to.match(/5001 characters as JSON.*at most 5000/);
  });

  it('measures the JSON, where a line break takes two characters', () => {
    expect(refused(() => richContent(text(`a${'\n'.repeat(2_600)}`))).message).to.match(/as JSON/);
  });

  it('takes other limits from its author', () => {
    expect(() => richContent(deep(12), { limits: { depth: 12 } })).to.not.throw();
    expect(refused(() => richContent(deep(3), { limits: { depth: 2 } })).path).to.equal('elements[0].elements[0]');
    const long = quickReplies([reply('x'.repeat(40))]);
    expect(() => richContent(text('a'), { quickReplies: long, limits: { replyTitle: 40 } })).to.not.throw();
    expect(richContent(text('a'), { limits: { characters: 9_000 } }).characters).to.equal(9_000);
  });

  for (const [limits, path] of [
    [{ depth: 0 }, 'limits.depth'],
    [{ elements: 1.5 }, 'limits.elements'],
    [{ characters: Infinity }, 'limits.characters'],
    [{ replyTitle: '25' }, 'limits.replyTitle'],
    [{ deepness: 3 }, 'limits'],
    [null, 'limits'],
  ] as const) {
    it(`refuses the limits ${JSON.stringify(limits)}`, () => {
      expect(refused(() => richContent(text('a'), { limits: wrong(limits) })).path).to.equal(path);
    });
  }

  it('takes a limit that is undefined for one that was not given', () => {
    expect(() => richContent(deep(8), { limits: { depth: wrong(undefined) } })).to.not.throw();
  });

  it('refuses what leads back into itself, in no time', () => {
    const circle: { type: string; elements: unknown[] } = { type: 'vertical', elements: [] };
    circle.elements.push(circle);
    expect(refused(() => richContent(circle)).message).to.match(/too large, or leads back/);
  });

  it('refuses what is small in memory and huge as JSON', () => {
    let bomb: unknown = { type: 'text', text: 'a' };
    for (let level = 0; level < 40; level += 1) bomb = { type: 'vertical', elements: [bomb, bomb] };
    expect(refused(() => richContent(wrong(bomb))).message).to.match(/too large/);
    let other: unknown = 1;
    for (let level = 0; level < 20; level += 1) other = { left: other, right: other };
    expect(refused(() => richContent({ type: 'text', text: 'a', other })).message).to.match(/too large/);
  });

  it('keeps a prototype key as plain data, and touches no prototype', () => {
    const raw = JSON.parse('{"type":"text","text":"a","__proto__":{"polluted":1}}') as JsonObject;
    expect(JSON.stringify(richContent(raw).event)).to.include('"__proto__":{"polluted":1}');
    expect(({} as JsonObject)['polluted']).to.equal(undefined);
  });
});

describe('builtContent', () => {
  it('makes plain text of a string', () => {
    const event = { type: 'ContentEvent', contentType: 'text/plain', message: 'Hello' };
    expect(builtContent('Hello').event).to.deep.equal(event);
    expect(builtContent('Hello', replies).event).to.deep.equal({ ...event, quickReplies: replies });
  });

  it('makes rich content of an element', () => {
    const yes = button('Yes', publish('yes'));
    expect(builtContent(yes, replies)).to.deep.equal(richContent(yes, { quickReplies: replies }));
  });

  it('adds quick replies to content that is made already', () => {
    const made = richContent(text('a'), { limits: { characters: 6_000 } });
    const built = builtContent(made, replies);
    expect(built).to.deep.equal({ event: { ...made.event, quickReplies: replies }, characters: 6_000 });
  });

  for (const [name, content, given, path] of [
    ['an empty text', '', undefined, 'text'],
    ['a text of 100 kB', 'x'.repeat(100_000), undefined, 'text'],
    ['half a surrogate pair', '\udc00', undefined, 'text'],
    ['nothing', undefined, undefined, 'content'],
    ['a number', 7, undefined, 'content'],
    ['a list', [text('a')], undefined, 'content'],
    ['an element without a type', { text: 'a' }, undefined, 'type'],
    ['an event without a type', { event: {} }, undefined, 'event.type'],
    ['an event with a function', { event: { type: 'A', run: () => 0 } }, undefined, 'event.run'],
    ['quick replies that are none', 'a', {}, 'quickReplies.type'],
    ['quick replies given twice', text('a', { quickReplies: replies }), replies, 'quickReplies'],
    ['quick replies as content', replies, undefined, 'content'],
  ] as const) {
    it(`refuses ${name}`, () => {
      expect(refused(() => builtContent(wrong(content), wrong(given))).path).to.equal(path);
    });
  }

  it('measures the whole again when quick replies are added', () => {
    const nearly = text('x'.repeat(4_900));
    expect(() => builtContent(nearly)).to.not.throw();
    expect(refused(() => builtContent(nearly, replies)).message).to.match(/as JSON/);
  });

  it('leaves the size of a file to the rules for files', () => {
    const event = {
      type: 'ContentEvent',
      contentType: 'hosted/file',
      message: { caption: 'a', relativePath: '/b', fileType: 'PNG', preview: 'x'.repeat(20_000) },
    };
    expect(builtContent({ event }).event).to.deep.equal(event);
  });
});
