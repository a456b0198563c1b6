import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { DevLoop } from './dev-loop.js';
import type { Built } from './source.js';

/** A compiler and a bot that are obeyed to, with a record of what was asked of them. */
class Bench {
  readonly record: string[] = [];
  readonly over = new AbortController();
  isRunning = false;
  readonly #builds: ((built: Built) => void)[] = [];

  readonly loop = new DevLoop({
    source: { program: 'bot.js', build: () => new Promise((resolve) => this.#builds.push(resolve)) },
    bot: this,
    signal: this.over.signal,
    tell: (line) => this.record.push(line),
  });

  start(program: string): void {
    this.record.push(`start ${program}`);
    this.isRunning = true;
  }

  stop(): Promise<void> {
    if (this.isRunning) this.record.push('stop');
    this.isRunning = false;
    return Promise.resolve();
  }

  get building(): number {
    return this.#builds.length;
  }

  async built(built: Partial<Built> = {}): Promise<void> {
    this.#builds.shift()?.({ ok: true, says: '', ...built });
    await new Promise(setImmediate);
  }
}

describe('The loop of holdfast dev', () => {
  let bench: Bench;

  beforeEach(() => {
    bench = new Bench();
  });

  const starts = (): readonly string[] => bench.record.filter((line) => /^(?:start|stop)/.test(line));

  it('builds, and then starts the bot', async () => {
    const turn = bench.loop.changed();
    expect(starts()).to.deep.equal([]);
    await bench.built();
    await turn;
    expect(starts()).to.deep.equal(['start bot.js']);
  });

  it('stops the old bot before it starts the new one', async () => {
    await Promise.all([bench.loop.changed(), bench.built()]);
    await Promise.all([bench.loop.changed(), bench.built()]);
    expect(starts()).to.deep.equal(['start bot.js', 'stop', 'start bot.js']);
  });

  it('takes any number of changes within a build as one more turn', async () => {
    const turn = bench.loop.changed();
    void bench.loop.changed();
    void bench.loop.changed();
    expect(bench.building).to.equal(1);
    await bench.built();
    expect(bench.building).to.equal(1);
    await bench.built();
    await turn;
    expect(bench.building).to.equal(0);
    expect(starts()).to.deep.equal(['start bot.js', 'stop', 'start bot.js']);
  });

  it('lets the last good bot go on when a build fails, and tells the complaints', async () => {
    void bench.loop.changed();
    await bench.built();
    void bench.loop.changed();
    await bench.built({ ok: false, says: 'src/bot.ts(1,1): error TS1005' });
    expect(starts()).to.deep.equal(['start bot.js']);
    expect(bench.record).to.include('src/bot.ts(1,1): error TS1005');
    expect(bench.record.at(-1)).to.match(/the last bot that did goes on/);
    void bench.loop.changed();
    await bench.built();
    expect(starts()).to.deep.equal(['start bot.js', 'stop', 'start bot.js']);
  });

  it('starts nothing any more once it is over', async () => {
    const turn = bench.loop.changed();
    bench.over.abort();
    await bench.built();
    await turn;
    expect(bench.record).to.deep.equal([]);
    await bench.loop.settled();
  });
});
