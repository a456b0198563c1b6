import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readRichElement } from './rich-element.js';

describe('readRichElement', () => {
  it('reads a card with a picture, a text and both kinds of buttons', () => {
    const metadata = [{ type: 'ExternalId', id: 'b-1' }];
    const card = readRichElement({
      type: 'vertical',
      elements: [
        { type: 'image', url: 'https://example.com/a.png', caption: 'A tent' },
        { type: 'text', text: 'For *two*' },
        { type: 'button', title: 'Buy', click: { actions: [{ type: 'publishText', text: 'buy it' }], metadata } },
        { type: 'button', title: 'More', click: { actions: [{ type: 'link', uri: 'https://example.com/' }] } },
      ],
    });
    expect(card).to.deep.equal({
      kind: 'container',
      layout: 'vertical',
      elements: [
        { kind: 'image', url: 'https://example.com/a.png', caption: 'A tent' },
        { kind: 'text', text: 'For *two*' },
        { kind: 'button', choice: { title: 'Buy', actions: [{ kind: 'say', text: 'buy it' }], metadata } },
        {
          kind: 'button',
          choice: { title: 'More', actions: [{ kind: 'open', url: 'https://example.com/' }], metadata: [] },
        },
      ],
    });
  });

  it('leaves a button without an action when its link must not be followed, and never shows such a picture', () => {
    const click = {
      actions: [
        { type: 'link', uri: 'javascript:alert(1)' },
        { type: 'navigate', lo: 1, la: 2 },
      ],
    };
    expect(readRichElement({ type: 'button', title: 'Go', click })).to.deep.equal({
      kind: 'button',
      choice: { title: 'Go', actions: [], metadata: [] },
    });
    expect(readRichElement({ type: 'image', url: 'http://example.com/a.png' })).to.deep.equal({
      kind: 'odd',
      type: 'image',
    });
  });

  it('survives what is no element at all, and a nesting without end', () => {
    expect(readRichElement(null)).to.deep.equal({ kind: 'odd', type: 'unknown' });
    expect(readRichElement({ type: 'vertical', elements: { type: 'map' } })).to.deep.equal({
      kind: 'container',
      layout: 'vertical',
      elements: [{ kind: 'odd', type: 'map' }],
    });
    let deep: unknown = { type: 'text', text: 'x' };
    for (let level = 0; level < 5_000; level += 1) deep = { type: 'vertical', elements: [deep] };
    expect(JSON.stringify(readRichElement(deep)).length).to.be.below(1_000);
  });
});
