import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { appendFile, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRecording } from '@holdfast/recording';
import { replay } from '@holdfast/testing';
import { run } from 'holdfast';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { brisk } from '../e2e/brisk.js';
import { environmentOf } from '../e2e/program-process.js';
import { Diary } from '../faults/support/diary.js';
import { EchoBot, Night } from './night.js';

describe('The file of a recording', function () {
  this.timeout(20_000);

  let night: Night;
  beforeEach(async () => {
    night = await Night.open();
  });
  afterEach(() => night[Symbol.asyncDispose]());

  it('can be read and replayed after the process was killed in the middle', async () => {
    const program = fileURLToPath(new URL('programs/recorded-bot.js', import.meta.url));
    const env = { ...environmentOf(night.simulator), RECORD: night.file };
    const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(child.stdout, 'data');
      const consumer = night.simulator.consumer();
      await consumer.says('one');
      await consumer.hears('You said: one');
    } finally {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    await appendFile(night.file, '{"t":99999999,"kind":"noti');
    const { complete, entries } = await readRecording(night.file);
    expect(complete).to.equal(false);
    expect(entries.length).to.be.above(10);
    const report = await replay(night.file, EchoBot);
    expect(report.differences).to.deep.equal([]);
    expect(report.notes.join()).to.include("ends before the bot's life did");
  });

  it('is written by run() for who gives a path', async () => {
    const host = Object.assign(new EventEmitter(), {
      env: {},
      stderr: { write: () => undefined },
      exit: () => undefined,
      exitCode: undefined,
    });
    const { file } = night;
    const running = run(EchoBot, { ...brisk, platform: () => night.platform, record: file }, host);
    const consumer = night.simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    host.emit('SIGTERM');
    await running;
    expect(await replay(file, EchoBot)).to.include({ same: true, complete: true });
  });

  it('is closed when stop() resolves, and makes room for the next', async () => {
    await night.pass();
    const before = await readFile(night.file, 'utf8');
    expect(before.endsWith('"why":"over"}\n')).to.equal(true);
    await night.pass();
    expect(await readFile(`${night.file}.1`, 'utf8')).to.equal(before);
  });

  it('ends at its limit, with one record, while the bot goes on', async () => {
    const logger = new Diary();
    await night.pass({ recording: { maxBytes: 6_000 }, bot: { logger } });
    expect((await stat(night.file)).size).to.be.at.most(6_000);
    const { complete, entries } = await readRecording(night.file);
    expect([complete, entries.at(-1)]).to.deep.include(false);
    expect(entries.at(-1)).to.include({ kind: 'end', why: 'full' });
    expect(records(logger)).to.have.length(1);
  });

  it('that cannot be written costs one record, and the bot goes on', async () => {
    const logger = new Diary();
    await night.pass({ recording: { file: join(night.folder, 'missing', 'night.jsonl') }, bot: { logger } });
    expect(records(logger)).to.deep.equal([
      'the recording has ended, and the bot goes on: the file could not be written',
    ]);
  });

  it('is not written over what is no file', async () => {
    const logger = new Diary();
    await mkdir(night.file);
    await night.pass({ bot: { logger } });
    expect(await readdir(night.folder)).to.deep.equal(['night.jsonl']);
    expect(records(logger)).to.have.length(1);
  });
});

const records = ({ entries }: Diary): readonly string[] =>
  entries.map(({ message }) => message).filter((message) => message.startsWith('the recording'));
