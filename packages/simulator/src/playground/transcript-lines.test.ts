import { expect } from 'chai';
import { describe, it } from 'mocha';
import { transcriptLines } from './transcript-lines.js';

describe('transcriptLines', () => {
  it('aligns the names, also where somebody says several lines', () => {
    const lines = transcriptLines([
      { at: 1, who: 'consumer', text: 'hi' },
      { at: 2, who: 'bot', text: 'Hello!\nHow are you?' },
    ]);
    expect(lines).to.deep.equal(['consumer | hi', '     bot | Hello!\n         | How are you?']);
  });

  it('gives nothing for an empty transcript', () => {
    expect(transcriptLines([])).to.deep.equal([]);
  });
});
