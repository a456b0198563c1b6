import { expect } from 'chai';
import { describe, it } from 'mocha';
import { datePicker, link, navigate, publish } from './action.js';
import { button } from './button.js';
import { card } from './card.js';
import { image } from './image.js';
import { carousel, horizontal, vertical } from './layout.js';
import { checkbox, list, section, submit } from './list.js';
import { map } from './map.js';
import { quickReplies, reply } from './quick-replies.js';
import { text } from './text.js';

const url = 'https://img.example.com/cat.png';
const publishes = (words: string) => ({ actions: [{ type: 'publishText', text: words }] });
const known = (id: string) => ({ metadata: [{ type: 'ExternalId', id }] });

/** What is written, and what goes over the wire. */
const table: Readonly<Record<string, readonly [built: unknown, wire: unknown]>> = {
  'a text': [text('Hello'), { type: 'text', text: 'Hello' }],
  'a text of the longest length': [text('x'.repeat(5_000)), { type: 'text', text: 'x'.repeat(5_000) }],
  'a text with all that can be said of its look': [
    text('Hello', {
      tooltip: 'tip',
      tag: 'title',
      rtl: true,
      style: {
        bold: true,
        italic: false,
        size: 'large',
        color: '#000',
        backgroundColor: '#fff',
        borderColor: '#ccc',
        borderRadius: 5,
      },
    }),
    {
      type: 'text',
      text: 'Hello',
      tooltip: 'tip',
      tag: 'title',
      rtl: true,
      style: {
        bold: true,
        italic: false,
        size: 'large',
        color: '#000',
        'background-color': '#fff',
        'border-color': '#ccc',
        'border-radius': 5,
      },
    },
  ],
  'a text that can be tapped': [
    text('Hello', { action: publish('hi'), id: 't' }),
    { type: 'text', text: 'Hello', click: { ...publishes('hi'), ...known('t') } },
  ],
  'an image': [image(url, { caption: 'A cat' }), { type: 'image', url, caption: 'A cat' }],
  'an image that only has an id': [image(url, { id: 'cat' }), { type: 'image', url, click: known('cat') }],
  'a button that says something': [
    button('Yes', publish('yes please'), { id: 'yes' }),
    { type: 'button', title: 'Yes', click: { ...publishes('yes please'), ...known('yes') } },
  ],
  'a button with two actions and metadata': [
    button('Shop', [link('https://example.com', { name: 'shop', target: 'blank' }), publish('shop')], {
      metadata: [{ type: 'BrandsOwn', a: 1 }],
    }),
    {
      type: 'button',
      title: 'Shop',
      click: {
        actions: [
          { type: 'link', uri: 'https://example.com', name: 'shop', target: 'blank' },
          { type: 'publishText', text: 'shop' },
        ],
        metadata: [{ type: 'BrandsOwn', a: 1 }],
      },
    },
  ],
  'a link into an app': [link('tel:+15551234'), { type: 'link', uri: 'tel:+15551234' }],
  'a way to a place': [navigate(52.5, 13.4, { name: 'shop' }), { type: 'navigate', la: 52.5, lo: 13.4, name: 'shop' }],
  'a way to where the signs of zero meet': [navigate(-0, -0), { type: 'navigate', la: 0, lo: 0 }],
  'a date picker': [datePicker(), { type: 'datePicker', class: 'single' }],
  'a date picker for a span': [
    datePicker({ pick: 'range', title: 'When?', from: new Date(1_500), to: new Date(9_999), format: 'MMMM do, YYYY' }),
    { type: 'datePicker', class: 'range', title: 'When?', minDate: 1, maxDate: 9, dateFormat: 'MMMM do, YYYY' },
  ],
  'a map': [
    map({ latitude: -90, longitude: 180, tooltip: 'here', action: navigate(-90, 180) }),
    {
      type: 'map',
      la: -90,
      lo: 180,
      tooltip: 'here',
      click: { actions: [{ type: 'navigate', la: -90, lo: 180 }] },
    },
  ],
  'a vertical layout': [
    vertical([text('a'), horizontal([text('b'), text('c')])], { tag: 'generic', border: 'borderLess' }),
    {
      type: 'vertical',
      tag: 'generic',
      border: 'borderLess',
      elements: [
        { type: 'text', text: 'a' },
        {
          type: 'horizontal',
          elements: [
            { type: 'text', text: 'b' },
            { type: 'text', text: 'c' },
          ],
        },
      ],
    },
  ],
  'a card': [
    card({ image: url, title: 'Cat', text: 'It purrs.', buttons: [button('Buy', publish('buy'))] }),
    {
      type: 'vertical',
      elements: [
        { type: 'image', url },
        { type: 'text', text: 'Cat', style: { bold: true } },
        { type: 'text', text: 'It purrs.' },
        { type: 'button', title: 'Buy', click: publishes('buy') },
      ],
    },
  ],
  'a card with an image of its own making': [
    card({ image: image(url, { caption: 'c' }), tag: 'generic' }),
    { type: 'vertical', tag: 'generic', elements: [{ type: 'image', url, caption: 'c' }] },
  ],
  'a carousel': [
    carousel([card({ text: 'a' }), card({ text: 'b' })], { padding: 10, tooltip: 'cats' }),
    {
      type: 'carousel',
      tooltip: 'cats',
      padding: 10,
      elements: [
        { type: 'vertical', elements: [{ type: 'text', text: 'a' }] },
        { type: 'vertical', elements: [{ type: 'text', text: 'b' }] },
      ],
    },
  ],
  'a list': [
    list({
      title: 'Fruit',
      sections: [
        section('sweet', [checkbox('Apple', { says: 'apples', id: 'a' }), checkbox('Pear')], { title: 'Sweet' }),
      ],
      submit: submit('Done', { id: 'done' }),
      button: button('Back', publish('back')),
    }),
    {
      type: 'list',
      elements: [
        { type: 'text', text: 'Fruit' },
        {
          type: 'sectionList',
          elements: [
            {
              type: 'section',
              sectionID: 'sweet',
              elements: [
                { type: 'text', text: 'Sweet' },
                {
                  type: 'checklist',
                  elements: [
                    {
                      type: 'checkbox',
                      text: 'Apple',
                      click: { actions: [{ type: 'checked', publishText: 'apples' }], ...known('a') },
                    },
                    { type: 'checkbox', text: 'Pear', click: { actions: [{ type: 'checked', publishText: 'Pear' }] } },
                  ],
                },
              ],
            },
          ],
        },
        {
          type: 'buttonList',
          elements: [
            {
              type: 'submitButton',
              title: 'Done',
              click: { actions: [{ type: 'submitAsText', submit: true }], ...known('done') },
            },
            { type: 'button', title: 'Back', click: publishes('back') },
          ],
        },
      ],
    },
  ],
  'quick replies': [
    quickReplies([reply('Yes'), reply('No', { says: 'no thanks', id: 'no', style: { bold: true } })]),
    {
      type: 'quickReplies',
      itemsPerRow: 8,
      replies: [
        { type: 'button', title: 'Yes', click: publishes('Yes') },
        { type: 'button', title: 'No', style: { bold: true }, click: { ...publishes('no thanks'), ...known('no') } },
      ],
    },
  ],
  'a message of plain text with quick replies': [
    text('Well?', { quickReplies: quickReplies([reply('Yes')], { itemsPerRow: 3 }) }),
    {
      event: {
        type: 'ContentEvent',
        contentType: 'text/plain',
        message: 'Well?',
        quickReplies: {
          type: 'quickReplies',
          itemsPerRow: 3,
          replies: [{ type: 'button', title: 'Yes', click: publishes('Yes') }],
        },
      },
    },
  ],
};

function isFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozen);
}

describe('The builders of content', () => {
  for (const [name, [built, wire]] of Object.entries(table)) {
    it(`make ${name} as the platform wants it`, () => {
      expect(built).to.deep.equal(wire);
    });

    it(`freeze ${name} through and through`, () => {
      expect(isFrozen(built)).to.equal(true);
    });
  }

  it('keep nothing of what they were given, so that a later change is harmless', () => {
    const children = [{ type: 'text' as const, text: 'before' }];
    const built = vertical(children);
    children[0] = { type: 'text', text: 'after' };
    children.push({ type: 'text', text: 'more' });
    expect(built.elements).to.deep.equal([{ type: 'text', text: 'before' }]);
  });

  it('give the same value to use in several places', () => {
    const yes = reply('Yes');
    expect(quickReplies([yes, yes]).replies).to.deep.equal([yes, yes]);
  });
});
