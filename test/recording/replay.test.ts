import { readRecording } from '@holdfast/recording';
import { assertReplay, formatReport, replay, ReplayDifferenceError } from '@holdfast/testing';
import { type Message, OnMessage } from 'holdfast';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { EchoBot, Night } from './night.js';

class PoliteBot extends EchoBot {
  override async echo(message: Message): Promise<void> {
    await message.reply(`You kindly said: ${message.text}`);
  }
}

class TwiceBot extends EchoBot {
  override async echo(message: Message): Promise<void> {
    await super.echo(message);
    if (message.text === 'two') await super.echo(message);
  }
}

class ThrowingBot extends EchoBot {
  override async echo(message: Message): Promise<void> {
    if (message.text === 'two') throw new RangeError('planted');
    await super.echo(message);
  }
}

class MendedBot extends EchoBot {
  override fail(): void {}
}

class SlowBot extends EchoBot {
  override async echo(message: Message): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    await super.echo(message);
  }
}

class EagerBot extends EchoBot {
  @OnMessage('two')
  async leave({ conversation }: Message): Promise<void> {
    await conversation.transfer({ skill: '300000001' });
  }
}

describe('A night of real sockets that was recorded', function () {
  this.timeout(20_000);

  let night: Night;
  before(async () => {
    night = await Night.open();
    await night.pass();
  });
  after(() => night[Symbol.asyncDispose]());

  const kinds = async (BotClass: typeof EchoBot): Promise<readonly string[]> => {
    const { differences } = await replay(night.file, BotClass);
    return differences.map(({ kind }) => kind);
  };

  it('holds the lost connection, the new one, and the handler that failed', async () => {
    const { complete, entries } = await readRecording(night.file);
    expect(complete).to.equal(true);
    expect(entries.filter(({ kind }) => kind === 'dial')).to.have.length(2);
    const failures = entries.flatMap((entry) => (entry.kind === 'ended' && entry.failure ? [entry.failure] : []));
    expect(failures).to.deep.equal(Array.from({ length: 3 }, () => ({ code: 'HANDLER_FAILED', name: 'TypeError' })));
  });

  it('is lived through by the same bot as it was, each time', async () => {
    const first = await assertReplay(night.file, EchoBot);
    expect(first).to.deep.include({ same: true, differences: [], complete: true, conversations: 1, bot: 'EchoBot' });
    expect(await replay(night.file, EchoBot)).to.deep.equal(first);
    expect(formatReport(first)).to.include('EchoBot behaves as it did');
  });

  it('names another answer, what it was before, and what had been heard', async () => {
    const { differences } = await replay(night.file, PoliteBot);
    expect(differences.map(({ kind, recorded, today }) => [kind, recorded, today])).to.deep.equal([
      ['reply-text', '"You said: one"', '"You kindly said: one"'],
      ['reply-text', '"You said: two"', '"You kindly said: two"'],
    ]);
    expect(differences[1]?.before).to.equal('consumer: "two"');
  });

  it('names a reply too many', async () => {
    expect(await kinds(TwiceBot)).to.deep.equal(['reply-extra']);
  });

  it('names a handler that throws, and the reply that is missing for it', async () => {
    const report = await replay(night.file, ThrowingBot);
    expect(report.differences.map(({ kind }) => kind)).to.include.members(['handler-failed', 'reply-missing']);
    expect(formatReport(report)).to.include('.echo failed (HANDLER_FAILED, RangeError)');
  });

  it('names a handler that was mended', async () => {
    expect(await kinds(MendedBot)).to.deep.equal(['handler-succeeded']);
  });

  it('names replies at another time, unless nobody minds', async () => {
    expect(await kinds(SlowBot)).to.include('reply-time');
    const { differences } = await replay(night.file, SlowBot, { tolerance: Infinity });
    expect(differences.map(({ kind }) => kind)).to.not.include('reply-time');
  });

  it('names another handler, and what it does instead', async () => {
    expect(await kinds(EagerBot)).to.include.members(['handler-other', 'reply-missing', 'action-extra']);
  });

  it('makes a test fail with the report', async () => {
    const error = await assertReplay(night.file, PoliteBot).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(ReplayDifferenceError).with.property('code', 'REPLAY_DIFFERENCE');
    expect(String(error)).to.include('that night: "You said: one"').and.include('today:      "You kindly said: one"');
  });

  it('gives the clock back', async () => {
    const before = Date.now();
    await replay(night.file, EchoBot);
    expect(Date.now() - before).to.be.within(0, 60_000);
    expect('clock' in setTimeout).to.equal(false);
  });
});
