import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { ContentError } from '../errors/configuration.js';
import { datePicker, link, navigate, publish } from './action.js';
import { builtContent } from './built-content.js';
import { button } from './button.js';
import { card } from './card.js';
import type { RichElement } from './element.js';
import { image } from './image.js';
import { carousel, horizontal, vertical } from './layout.js';
import { checkbox, list, section, submit } from './list.js';
import { map } from './map.js';
import { actionReason, botResponse, checkMetadata, escalationSummary, externalId } from './metadata.js';
import { quickReplies, reply } from './quick-replies.js';
import { richContent } from './rich-content.js';
import { text } from './text.js';

const wrong = (value: unknown): never => value as never;
const builders: Readonly<Record<string, (...given: never[]) => unknown>> = {
  actionReason,
  botResponse,
  builtContent,
  button,
  card,
  carousel,
  checkbox,
  checkMetadata: (pieces: unknown) => checkMetadata(pieces, 'metadata'),
  datePicker,
  escalationSummary,
  externalId,
  horizontal,
  image,
  link,
  list,
  map,
  navigate,
  publish,
  quickReplies,
  reply,
  richContent,
  section,
  submit,
  text,
  vertical,
};

/** Names that the builders look for, so that arbitrary objects get past the first check. */
const telling = fc.constantFrom(
  'type',
  'text',
  'title',
  'url',
  'elements',
  'click',
  'actions',
  'metadata',
  'style',
  'id',
  'says',
  'action',
  'quickReplies',
  'replies',
  'itemsPerRow',
  'limits',
  'depth',
  'event',
  'image',
  'buttons',
  'sections',
  'submit',
  'intents',
  'from',
  'to',
  'latitude',
  'longitude',
  'border',
  'tag',
  '__proto__',
  'constructor',
  'toString',
  'toJSON',
);
const types = fc.constantFrom(
  'text',
  'image',
  'vertical',
  'carousel',
  'list',
  'section',
  'button',
  'quickReplies',
  '?',
);
const { something } = fc.letrec((tie) => ({
  something: fc.oneof(
    { depthSize: 'small' },
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
    types,
    fc.array(tie('something'), { maxLength: 4 }),
    fc.dictionary(telling, tie('something'), { maxKeys: 5 }),
    fc.record({ type: types, elements: fc.array(tie('something'), { maxLength: 4 }) }),
  ),
}));

const runs = { numRuns: 300 };
const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
const action = fc.oneof(
  words.map((said) => () => publish(said)),
  words.map((page) => () => link(`https://example.com/${encodeURIComponent(page)}`)),
  fc.tuple(fc.double({ min: -91, max: 91 }), fc.double({ min: -181, max: 181 })).map(
    ([latitude, longitude]) =>
      () =>
        navigate(latitude, longitude),
  ),
);
const leaf: fc.Arbitrary<() => RichElement> = fc.oneof(
  words.map((said) => () => text(said)),
  fc.tuple(words, action, words).map(
    ([title, does, id]) =>
      () =>
        button(title, does(), { id }),
  ),
  words.map((path) => () => image(`https://example.com/${encodeURIComponent(path)}`, { caption: path })),
);
const page = fc.array(leaf, { maxLength: 6 }).map((parts) => () => vertical(parts.map((make) => make())));
const tree: fc.Arbitrary<() => RichElement> = fc.oneof(
  leaf,
  page,
  fc.array(page, { maxLength: 12 }).map((pages) => () => carousel(pages.map((make) => make()))),
  fc.array(page, { maxLength: 4 }).map((pages) => () => horizontal(pages.map((make) => make()))),
);

/** What is built, or `undefined` if it was refused in the proper way. */
function unlessRefused<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof ContentError) return undefined;
    throw error;
  }
}

describe('Content of any kind', () => {
  it('is built, or refused with a ContentError, whatever a builder is given', () => {
    for (const build of Object.values(builders)) {
      const property = fc.property(fc.array(something, { maxLength: 3 }), (given) => {
        unlessRefused(() => build(...given.map(wrong)));
      });
      fc.assert(property, { numRuns: 150 });
    }
  }).timeout(20_000);

  it('is plain JSON once accepted, and no longer than the platform takes', () => {
    fc.assert(
      fc.property(tree, (make) => {
        const built = unlessRefused(() => builtContent(make()));
        if (built === undefined) return;
        const json = JSON.stringify(built.event);
        expect(json.length).to.be.at.most(5_000);
        expect(JSON.parse(json)).to.deep.equal(built.event);
        expect(json.isWellFormed()).to.equal(true);
      }),
      runs,
    );
  });

  it('is accepted again as raw JSON once it was accepted from builders', () => {
    fc.assert(
      fc.property(tree, (make) => {
        const built = unlessRefused(() => builtContent(make()));
        if (built === undefined) return;
        const raw: unknown = JSON.parse(JSON.stringify(built.event['content']));
        expect(richContent(wrong(raw))).to.deep.equal(built);
      }),
      runs,
    );
  });

  it('goes out as it is, when it is a text of visible characters', () => {
    fc.assert(
      fc.property(words, (said) => {
        fc.pre(said.trim() !== '');
        expect(builtContent(said).event['message']).to.equal(said);
      }),
      runs,
    );
  });
});
