import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordingUnreadableError, RecordingVersionError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { readRecording } from './read-recording.js';

describe('readRecording', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-reading-'));
    file = join(folder, 'night.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const header = { holdfast: 'recording', version: 1, at: 1_700_000_000_000, accountId: '12345678', bot: 'EchoBot' };
  const text = (...lines: readonly unknown[]): string =>
    [header, ...lines].map((line) => JSON.stringify(line)).join('\n');
  const reading = async (content: string): Promise<unknown> => {
    await writeFile(file, content);
    return readRecording(file).catch((error: unknown) => error);
  };

  it('gives what was written, and whether that is all', async () => {
    const dial = { t: 1, kind: 'dial', socket: 1 };
    expect(await reading(`${text(dial, { t: 2, kind: 'end', why: 'over' })}\n`)).to.include({ complete: true });
    expect(await reading(`${text(dial, { t: 2, kind: 'end', why: 'full' })}\n`)).to.include({ complete: false });
    expect(await reading(`${text(dial)}\n`)).to.deep.include({ complete: false, entries: [dial] });
  });

  it('leaves out a last line that was torn', async () => {
    const dial = { t: 1, kind: 'dial', socket: 1 };
    expect(await reading(`${text(dial)}\n{"t":2,"ki`)).to.deep.include({ complete: false, entries: [dial] });
  });

  const unreadable: Readonly<Record<string, string>> = {
    nothing: '',
    'what is no recording': '{"a":1}\n',
    'what is not JSON': 'hello\nworld\n',
    'a header alone that is torn': '{"holdfast":"reco',
    'a broken line in the middle': `${text()}\n{"t":2,"ki\n{"t":3,"kind":"dial","socket":1}\n`,
    'a line that is no object': `${text([1])}\n`,
    'an entry without what it needs': text({ t: 1, kind: 'dial' }),
    'an entry with a wrong type': text({ t: 1, kind: 'notified', socket: 1, type: { __proto__: 1 } }),
    'an entry without a moment': text({ kind: 'dial', socket: 1 }),
    'a draw that is none': text({ t: 1, kind: 'draw', chance: 1 }),
    'time that runs backwards': text({ t: 2, kind: 'dial', socket: 1 }, { t: 1, kind: 'dial', socket: 2 }),
    'a night of a thousand years': text({ t: 3e13, kind: 'dial', socket: 1 }),
    'a line that is too deep': `${text()}\n{"t":1,"kind":"answer","request":1,"body":${'['.repeat(5_000)}${']'.repeat(5_000)}}\n`,
    'a line that is too long': `${text()}\n{"t":1,"kind":"answer","request":1,"body":"${'x'.repeat(9_000_000)}"}\n`,
  };
  for (const [what, content] of Object.entries(unreadable)) {
    it(`refuses ${what}`, async () => {
      expect(await reading(content))
        .to.be.instanceOf(RecordingUnreadableError)
        .with.property('code', 'RECORDING_UNREADABLE');
    });
  }

  it('tells the line that is at fault, and nothing of what stands there', async () => {
    const error = await reading(
      text({ t: 1, kind: 'dial', socket: 1 }, { t: 2, kind: 'opened', message: 'confidential' }),
    );
    expect(error).to.have.property('line', 3);
    expect(String(error)).to.include('line 3').and.not.include('confidential');
  });

  it('refuses versions and kinds of entries that it does not know', async () => {
    expect(await reading(JSON.stringify({ ...header, version: 2 }))).to.be.instanceOf(RecordingVersionError);
    expect(await reading(text({ t: 1, kind: 'constructor' }))).to.be.instanceOf(RecordingVersionError);
    expect(await reading(text({ t: 1, kind: 'toString' }))).to.have.property('code', 'RECORDING_VERSION');
  });

  it('refuses a file that is too large, missing, or a folder', async () => {
    await writeFile(file, text());
    expect(await readRecording(file, { maxBytes: 10 }).catch((error: unknown) => error)).to.be.instanceOf(
      RecordingUnreadableError,
    );
    for (const path of [join(folder, 'missing'), folder]) {
      expect(await readRecording(path).catch((error: unknown) => error)).to.be.instanceOf(RecordingUnreadableError);
    }
  });
});
