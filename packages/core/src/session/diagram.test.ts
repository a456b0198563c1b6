import { expect } from 'chai';
import { describe, it } from 'mocha';
import { sessionDiagram } from './diagram.js';
import { phases, session } from './table.js';

describe('the diagram of the session', () => {
  it('is the table: every phase, and every event that leads from one to another', () => {
    const { phases: shown, transitions } = sessionDiagram();
    expect(shown).to.deep.equal(phases);
    expect(transitions).to.have.length(Object.values(session).reduce((sum, { on }) => sum + Object.keys(on).length, 0));
    for (const { from, on, to } of transitions) expect(session[from].on[on]).to.equal(to);
  });
});
