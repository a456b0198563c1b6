import { expect } from 'chai';
import { describe, it } from 'mocha';
import { transcriptLines } from './transcript-lines.js';

describe('transcriptLines', () => {
  it('names the bot as a newcomer would, and aligns the names', () => {
    const lines = transcriptLines([
      { at: 1, who: 'consumer', text: 'hi' },
      { at: 2, who: 'ASSIGNED_AGENT', text: 'Hello!\nHow are you?' },
    ]);
    expect(lines).to.deep.equal(['consumer | hi', '     bot | Hello!\n         | How are you?']);
  });

  it('gives nothing for an empty transcript', () => {
    expect(transcriptLines([])).to.deep.equal([]);
  });
});
