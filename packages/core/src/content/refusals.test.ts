import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ContentError } from '../errors/configuration.js';
import { datePicker, link, navigate, publish } from './action.js';
import { button } from './button.js';
import { card } from './card.js';
import { image } from './image.js';
import { carousel, horizontal, vertical } from './layout.js';
import { checkbox, list, section, submit } from './list.js';
import { map } from './map.js';
import { actionReason, botResponse, escalationSummary, externalId } from './metadata.js';
import { quickReplies, reply } from './quick-replies.js';
import { richContent } from './rich-content.js';
import { text } from './text.js';

/** Plain JavaScript can pass anything. */
const wrong = (value: unknown): never => value as never;
const x = (length: number): string => 'x'.repeat(length);
const times = <T>(count: number, each: T): T[] => Array.from({ length: count }, () => each);

const https = 'https://img.example.com/';
const some = text('a');
const page = card({ text: 'a' });
const yes = reply('Yes');
const two = [checkbox('a'), checkbox('b')];
const sections = [section('s', two)];

const table: Readonly<Record<string, readonly [make: () => unknown, path: string, fact: RegExp]>> = {
  'an empty text': [() => text(''), 'text', /empty/],
  'a text of blanks': [() => text(' \n\t'), 'text', /empty/],
  'a text of 100 kB': [() => text(x(100_000)), 'text', /100000 characters.*at most 5000/],
  'a text one too long': [() => text(x(5_001)), 'text', /5001/],
  'half a surrogate pair': [() => text('cut \ud83d'), 'text', /surrogate/],
  'a text that is a number': [() => text(wrong(7)), 'text', /no text/],
  'no text at all': [() => text(wrong(undefined)), 'text', /missing/],
  'options that are no object': [() => text('a', wrong(null)), 'options', /no object/],
  'an option with a slip': [() => text('a', wrong({ colour: 'red' })), 'options.colour', /unknown here.*tooltip/],
  'a style with a slip': [() => text('a', { style: wrong({ colour: 'red' }) }), 'style.colour', /unknown here/],
  'a style that is a text': [() => text('a', { style: wrong('bold') }), 'style', /no object/],
  'a size that nobody knows': [() => text('a', { style: { size: wrong('huge') } }), 'style.size', /'small', 'medium'/],
  'boldness in words': [() => text('a', { style: { bold: wrong('yes') } }), 'style.bold', /true nor false/],
  'an empty colour': [() => text('a', { style: { color: '' } }), 'style.color', /empty/],
  'a negative radius': [() => text('a', { style: { borderRadius: -1 } }), 'style.border-radius', /from 0/],
  'a tooltip too long': [() => text('a', { tooltip: x(257) }), 'tooltip', /257.*256/],
  'a tag too long': [() => text('a', { tag: x(65) }), 'tag', /65.*64/],
  'a direction that is a text': [() => text('a', { rtl: wrong('rtl') }), 'rtl', /true nor false/],

  'an http image': [() => image('http://img.example.com/a.png'), 'url', /not https/],
  'an image as data': [() => image('data:image/png;base64,AA=='), 'url', /not https/],
  'an image without a host': [() => image('/a.png'), 'url', /no complete address/],
  'an image address too long': [() => image(https + x(2_048)), 'url', /at most 2048/],
  'a caption too long': [() => image(https, { caption: x(129) }), 'caption', /129.*128/],

  'a button without a title': [() => button('', publish('a')), 'title', /empty/],
  'a title too long': [() => button(x(129), publish('a')), 'title', /129.*128/],
  'a button that does nothing': [() => button('a', wrong(undefined)), 'click.actions', /missing.*publish/],
  'a button with five actions': [() => button('a', times(5, publish('a'))), 'click.actions', /5 items.*at most 4/],
  'an action that is none': [() => button('a', wrong({ text: 'a' })), 'click.actions[0].type', /missing/],
  'an action that is a text': [() => button('a', wrong('publish')), 'click.actions[0]', /no object/],
  'an id too long': [() => button('a', publish('a'), { id: x(65) }), 'id', /65.*64/],
  'an empty id': [() => reply('a', { id: '' }), 'id', /empty/],
  'click metadata without a type': [() => reply('a', { metadata: wrong([{}]) }), 'metadata[0].type', /missing/],
  'click metadata that is no list': [() => reply('a', { metadata: wrong({}) }), 'metadata', /no list/],

  'a link to nowhere': [() => link('example.com'), 'uri', /no complete address/],
  'a link that runs code': [() => link('javascript:alert(1)'), 'uri', /run code/],
  'a link that runs code, disguised': [() => link(' java\nscript:alert(1)'), 'uri', /run code/],
  'a link that is a page of its own': [() => link('data:text/html,<b>'), 'uri', /run code/],
  'a link too long': [() => link(https + x(1_024)), 'uri', /at most 1024/],
  'a link into a strange place': [() => link(https, { target: wrong('_top') }), 'target', /'self', 'blank'/],
  'a latitude beyond the pole': [() => navigate(91, 0), 'la', /from -90 to 90/],
  'a longitude that is no number': [() => navigate(0, NaN), 'lo', /JSON/],
  'a longitude in words': [() => navigate(0, wrong('13')), 'lo', /no number/],
  'a published text too long': [() => publish(x(257)), 'text', /257.*256/],
  'days in the wrong order': [() => datePicker({ from: new Date(2e12), to: new Date(1e12) }), 'from', /later/],
  'a day that is none': [() => datePicker({ from: new Date(NaN) }), 'from', /no valid Date/],
  'a day as a number': [() => datePicker({ to: wrong(5) }), 'to', /no valid Date/],
  'a day before 1970': [() => datePicker({ to: new Date(-5_000) }), 'maxDate', /whole number from 0/],
  'a date picker title too long': [() => datePicker({ title: x(41) }), 'title', /41.*40/],

  'a map without a place': [() => map(wrong({ latitude: 1 })), 'lo', /missing/],
  'a layout with nothing in it': [() => vertical([]), 'elements', /0 items.*at least 1/],
  'a layout that is no list': [() => horizontal(wrong(some)), 'elements', /no list/],
  'a layout with 257 elements': [() => vertical(times(257, some)), 'elements', /257.*256/],
  'a layout of texts': [() => vertical(wrong([some, 'b'])), 'elements[1]', /no object/],
  'a layout holding built content': [() => vertical([wrong(richContent(some))]), 'elements[0].type', /missing/],
  'a border that nobody knows': [() => vertical([some], { border: wrong('thin') }), 'border', /'border'/],
  'a function in a layout': [() => vertical([wrong(() => some)]), 'elements[0]', /JSON/],
  'a date in a layout': [() => vertical([wrong(new Date())]), 'elements[0]', /JSON/],

  'a carousel of one': [() => carousel([page]), 'elements', /1 items.*at least 2/],
  'a carousel of eleven': [() => carousel(times(11, page)), 'elements', /11.*10/],
  'a carousel in a carousel': [
    () => carousel([page, wrong(carousel([page, page]))]),
    'elements[1]',
    /carousel inside a carousel/,
  ],
  'padding beyond ten': [() => carousel([page, page], { padding: 11 }), 'padding', /from 0 to 10/],

  'an empty card': [() => card({}), 'content', /nothing on it/],
  'a card with an http image': [() => card({ image: 'http://example.com/a.png' }), 'image', /not https/],
  'a card with an image that is none': [() => card({ image: wrong(7) }), 'image', /no object/],
  'a card with an empty title': [() => card({ title: '' }), 'title', /empty/],
  'a card with an empty text': [() => card({ text: '' }), 'text', /empty/],
  'a card whose buttons are no list': [() => card({ buttons: wrong('a') }), 'buttons', /no list/],
  'a card with a button that is none': [() => card({ buttons: [wrong(1)] }), 'buttons[0]', /no object/],

  'an empty checkbox': [() => checkbox(''), 'text', /empty/],
  'a checkbox that says too much': [() => checkbox('a', { says: x(251) }), 'says', /251.*250/],
  'a section with one checkbox': [() => section('s', [checkbox('a')]), 'elements', /at least two/],
  'a section of texts': [() => section('s', wrong([some, some])), 'elements', /checkboxes/],
  'a section without an id': [() => section('', two), 'sectionID', /empty/],
  'a section with an empty title': [() => section('s', two, { title: '' }), 'title', /empty/],
  'a list without sections': [() => list({ title: 'a', sections: [], submit: submit('b') }), 'elements', /at least 1/],
  'a list without a title': [() => list(wrong({ sections, submit: submit('b') })), 'title', /missing/],
  'a list without a submit button': [() => list(wrong({ title: 'a', sections })), 'submit', /missing/],
  'a list that submits with a common button': [
    () => list({ title: 'a', sections, submit: wrong(yes) }),
    'elements',
    /submit button/,
  ],

  'no quick replies': [() => quickReplies([]), 'replies', /at least 1/],
  '25 quick replies': [() => quickReplies(times(25, yes)), 'replies', /25.*24/],
  'nine quick replies in a row': [() => quickReplies([yes], { itemsPerRow: 9 }), 'itemsPerRow', /from 1 to 8/],
  'half a quick reply in a row': [() => quickReplies([yes], { itemsPerRow: 0.5 }), 'itemsPerRow', /whole number/],
  'a text as a quick reply': [() => quickReplies([wrong(some)]), 'replies[0].type', /'button'/],
  'a quick reply without a click': [
    () => quickReplies([wrong({ type: 'button', title: 'a' })]),
    'replies[0].click',
    /missing/,
  ],
  'a quick reply that says nothing': [() => reply('a', { says: '' }), 'says', /empty/],
  'a quick reply without a title': [() => reply(''), 'title', /empty/],
  'a quick reply that windows would cut': [
    () => text('Well?', { quickReplies: quickReplies([yes, reply(x(26))]) }),
    'quickReplies.replies[1].title',
    /26.*25/,
  ],
  'quick replies that are none': [
    () => text('Well?', { quickReplies: wrong({ type: 'quickReplies' }) }),
    'quickReplies.itemsPerRow',
    /missing/,
  ],

  'an external id too long': [() => externalId(x(65)), 'id', /65.*64/],
  'a reason too long': [() => actionReason(x(65)), 'reason', /65.*64/],
  'a reason id too long': [() => actionReason('a', { reasonId: x(65) }), 'reasonId', /65.*64/],
  'a confidence above one': [
    () => botResponse({ intents: [{ id: 'a', confidence: 1.1 }] }),
    'intents[0].confidence',
    /from 0 to 1/,
  ],
  'an intent without an id': [() => botResponse({ intents: [wrong({ confidence: 1 })] }), 'intents[0].id', /missing/],
  'intents that are no list': [() => botResponse({ intents: wrong('greet') }), 'intents', /no list/],
  'a business case that is empty': [() => botResponse({ businessCases: ['a', ''] }), 'businessCases[1]', /empty/],
  'an escalation without a cause': [() => escalationSummary(wrong({})), 'escalationCause', /missing/],
};

function thrownBy(make: () => unknown): unknown {
  try {
    make();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('The builders of content refuse', () => {
  for (const [name, [make, path, fact]] of Object.entries(table)) {
    it(name, () => {
      const error = thrownBy(make);
      if (!(error instanceof ContentError)) throw new Error(`This was accepted, or failed oddly: ${String(error)}`);
      expect(error.path).to.equal(path);
      expect(error.message).to.match(fact).and.include(`The content cannot be sent: ${path} `);
    });
  }

  it('without repeating a word of the content, which a consumer may have written', () => {
    const error = thrownBy(() => image('ftp://secret.example/alice'));
    expect(String(error)).to.not.match(/secret|alice/);
    const other = thrownBy(() => text('a', wrong({ 'my name is alice': 1 })));
    expect(String(other)).to.not.include('alice');
  });
});
