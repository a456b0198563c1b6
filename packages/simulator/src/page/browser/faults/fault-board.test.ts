import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { FaultBoard } from './fault-board.js';

const cut = {
  id: 'cut-socket',
  label: 'Cut the socket',
  explains: 'Resets it.',
  kind: 'once',
  active: false,
  fired: 2,
};
const at = '2026-01-02T03:04:05.678Z';

describe('The switches of the console', () => {
  afterEach(() => sinon.restore());

  it('are what the local LivePerson says they are', () => {
    const board = new FaultBoard();
    board.know([cut, { id: 'freeze-socket', kind: 'switch', active: true }, { label: 'No id' }, 7]);
    expect(board.state.switches).to.deep.equal([
      cut,
      { id: 'freeze-socket', label: 'freeze-socket', explains: '', kind: 'switch', active: true, fired: 0 },
    ]);
  });

  it('tell what was broken, and keep so much of it and no more', () => {
    const board = new FaultBoard();
    const heard: number[] = [];
    board.listen(({ notices }) => heard.push(notices.length));
    board.hear({ at, id: 'cut-socket', what: 'reset socket 1' });
    board.hear({ id: 'cut-socket' });
    expect(board.state.notices).to.deep.equal([{ at: Date.parse(at), id: 'cut-socket', what: 'reset socket 1' }]);
    expect(heard).to.deep.equal([1]);
    for (let count = 0; count < 500; count += 1) board.hear({ at, id: 'cut-socket' });
    expect(board.state.notices).to.have.lengthOf(400);
  });

  it('are turned at the server, which is told in JSON', async () => {
    const fetch = sinon.stub(globalThis, 'fetch').resolves(new Response('{}'));
    const board = new FaultBoard();
    await board.set('a/b', true);
    const [address, request] = fetch.firstCall.args;
    expect(address).to.equal('/console/switches/a%2Fb');
    expect([request?.method, request?.body]).to.deep.equal(['POST', '{"on":true}']);
    expect(board.state).to.not.have.property('trouble');
  });

  it('say when they did not work, until they do', async () => {
    const fetch = sinon.stub(globalThis, 'fetch');
    const board = new FaultBoard();
    fetch.onFirstCall().resolves(new Response('{}', { status: 403 }));
    await board.set('cut-socket', true);
    expect(board.state.trouble).to.equal('That switch did not work (code 403).');
    fetch.onSecondCall().rejects(new TypeError('Failed to fetch'));
    await board.set('cut-socket', true);
    expect(board.state.trouble).to.equal('That switch did not work (no answer).');
    fetch.onThirdCall().resolves(new Response('{}'));
    await board.set('cut-socket', true);
    expect(board.state).to.not.have.property('trouble');
  });
});
