import { expect } from 'chai';
import { describe, it } from 'mocha';
import { visible } from './visible.js';

const said = (message: string) => ({ type: 'ContentEvent', contentType: 'text/plain', message });
const button = (title: string) => ({ type: 'button', title, click: { actions: [] } });

describe('What a person sees of an event', () => {
  it('is its words, and the quick replies in one line below', () => {
    const quickReplies = { type: 'quickReplies', replies: [button('Yes'), button('No')] };
    expect(visible({ ...said('Shall we?'), quickReplies })).to.equal('Shall we?\n[Yes] [No]');
  });

  it('is the layout of a card, line by line', () => {
    const row = { type: 'horizontal', elements: [button('Choose'), button('Details')] };
    const elements = [
      { type: 'image', url: 'https://a.example', caption: 'a shoe' },
      { type: 'text', text: 'Shoe' },
      row,
    ];
    const content = { type: 'carousel', elements: [{ type: 'vertical', elements }] };
    expect(visible({ type: 'RichContentEvent', content })).to.equal('(a shoe)\nShoe\n[Choose] [Details]');
  });

  it('is the caption of a file', () => {
    const message = { caption: 'My receipt', relativePath: '/a', fileType: 'PNG' };
    expect(visible({ type: 'ContentEvent', contentType: 'hosted/file', message })).to.equal('(My receipt)');
  });

  it('is nothing for receipts and typing', () => {
    expect(visible({ type: 'AcceptStatusEvent', status: 'READ', sequenceList: [0] })).to.equal(undefined);
    expect(visible({ type: 'ChatStateEvent', chatState: 'COMPOSING' })).to.equal(undefined);
  });
});
