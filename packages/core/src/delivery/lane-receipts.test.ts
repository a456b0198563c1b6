import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { ConnectionLostError } from '../errors/connection.js';
import { Cursor } from './cursor.js';
import { LaneReceipts } from './lane-receipts.js';

describe('LaneReceipts', () => {
  let sent: (readonly number[])[];
  let later: number;
  let receipts: LaneReceipts;

  beforeEach(() => {
    sent = [];
    later = 0;
    const dialog = { conversationId: 'd', dialogId: 'd', left: false, closed: false, cursor: new Cursor() };
    const publish = (body: unknown): void => {
      const { event } = body as { readonly event: { readonly sequenceList: readonly number[] } };
      sent.push([...event.sequenceList]);
    };
    const nothing = (): void => undefined;
    const wires = { now: () => 0, report: nothing, heard: nothing, receipted: nothing, publish };
    receipts = new LaneReceipts(dialog, wires, { wait: 1_000, later: () => (later += 1) });
  });

  it('has one request out at a time, and sends the rest with its answer if it is time for it', () => {
    receipts.add(1);
    receipts.send();
    receipts.add(2);
    receipts.send();
    expect(sent).to.deep.equal([[1]]);
    receipts.answered({ sequence: 3 });
    expect(sent).to.deep.equal([[1], [2]]);
  });

  it('counts as open what is on its way, until it is told', () => {
    receipts.add(1);
    receipts.send();
    receipts.add(2);
    expect(receipts.open).to.have.members([1, 2]);
    receipts.answered({ sequence: 3 });
    expect(receipts.open).to.deep.equal([2]);
  });

  it('keeps what was lost, before what came after it, for a second try', () => {
    receipts.add(1);
    receipts.send();
    receipts.add(2);
    receipts.failed(new ConnectionLostError('lost', 'unknown'));
    expect(later).to.equal(1);
    receipts.send();
    expect(sent).to.deep.equal([[1], [1, 2]]);
  });

  it('is flushed when all that was handled by then is told', async () => {
    receipts.add(1);
    receipts.send();
    receipts.add(2);
    let flushed = false;
    const flush = receipts.flush().then(() => (flushed = true));
    receipts.answered({ sequence: 3 });
    await Promise.resolve();
    expect([sent, flushed]).to.deep.equal([[[1], [2]], false]);
    receipts.answered({ sequence: 4 });
    await flush;
  });
});
