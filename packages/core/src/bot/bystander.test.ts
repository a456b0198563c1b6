import { expect } from 'chai';
import { describe, it } from 'mocha';
import { silentLogger } from '../ports/logger.js';
import type { Witness } from '../ports/witness.js';
import { botOptions } from './bot-options.js';
import { Bystander } from './bystander.js';
import type { HandlerContext } from './middleware.js';

const failing = (): never => {
  throw new Error('of the witness');
};

const harmful: Witness = {
  begun: failing,
  told: failing,
  drew: failing,
  handling: () => failing,
  over: () => Promise.reject(new Error('of the witness')),
};

const ring = {
  kind: 'ring',
  className: 'TeaBot',
  method: 'decide',
  input: { conversationId: 'c1' },
} as unknown as HandlerContext;

describe('A bystander', () => {
  it('does no harm, whatever its witness throws', async () => {
    const bystander = new Bystander(harmful);
    bystander.begun({ bot: 'TeaBot', options: {}, log: silentLogger });
    bystander.told({ type: 'live' });
    await bystander.over();
    expect(bystander.beside(botOptions({ random: () => 0.25 })).random()).to.equal(0.25);
    const [layer = failing] = bystander.layers;
    let ran = 0;
    await layer(ring, async () => void (ran += 1));
    expect(ran).to.equal(1);
    const slip = new Error('of the handler');
    const failed = await Promise.resolve(layer(ring, () => Promise.reject(slip))).catch((error: unknown) => error);
    expect(failed).to.equal(slip);
  });

  it('tells of a handler when it begins and how it ended, and of every draw', async () => {
    const told: unknown[] = [];
    const bystander = new Bystander({
      ...harmful,
      drew: (chance) => told.push(chance),
      handling: (handler) => {
        told.push(handler);
        return (...failure) => told.push(failure);
      },
    });
    const slip = new Error('of the handler');
    for (const layer of bystander.layers) {
      await layer(ring, () => Promise.resolve());
      await Promise.resolve(layer(ring, () => Promise.reject(slip))).catch(() => undefined);
    }
    bystander.beside(botOptions({ random: () => 0.5 })).random();
    const begun = { kind: 'ring', name: 'TeaBot.decide', conversationId: 'c1' };
    expect(told).to.deep.equal([begun, [], begun, [slip], 0.5]);
  });

  it('costs nothing where nobody looks', () => {
    const bystander = new Bystander(undefined);
    const options = botOptions();
    expect(bystander.layers).to.deep.equal([]);
    expect(bystander.beside(options)).to.equal(options);
  });
});
