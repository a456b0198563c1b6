import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { FakeProcess } from '../process/fake-process.test.support.js';
import { runCli } from '../run-cli.js';

const here = dirname(fileURLToPath(import.meta.url));

describe('holdfast replay', () => {
  /** Below this package, so that the bot finds it as if it were installed. */
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(here, 'replay-'));
    writeFileSync(join(folder, 'bot.js'), `import { Bot } from 'holdfast'; export class IdleBot extends Bot {}`);
    writeFileSync(join(folder, 'broken.js'), 'export const bot = ;');
    const header = { holdfast: 'recording', version: 1, at: 0, accountId: '12345678' };
    const lines = [header, { t: 1, kind: 'call', call: 1, of: 'discover' }, { t: 9, kind: 'end', why: 'over' }];
    writeFileSync(join(folder, 'night.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const ran = async (...args: readonly string[]): Promise<FakeProcess> => {
    const host = new FakeProcess({ folder });
    await runCli(['replay', ...args], host);
    expect(host.listening).to.equal(0);
    return host;
  };

  it('prints one JSON object if asked to', async () => {
    const { out, exitCode } = await ran('night.jsonl', '--json', '--tolerance', 'Infinity');
    expect(JSON.parse(out)).to.deep.include({ same: true, differences: [], bot: 'IdleBot' });
    expect(exitCode).to.equal(0);
  });

  const mistakes: Readonly<Record<string, readonly [args: readonly string[], says: RegExp]>> = {
    'what is no recording': [['bot.js'], /\[RECORDING_UNREADABLE\]/],
    'a recording that is not there': [['missing.jsonl'], /cannot be read.*\[RECORDING_UNREADABLE\]/],
    'a bot file that is not there': [['night.jsonl', 'missing.js'], /no file missing\.js.*\[CONFIGURATION\]/],
    'a file that cannot be loaded': [['night.jsonl', 'broken.js'], /cannot be loaded.*\[CONFIGURATION\]/],
    'a tolerance that is none': [['night.jsonl', '--tolerance', 'long'], /Give milliseconds/],
  };
  for (const [what, [args, says]] of Object.entries(mistakes)) {
    it(`calls ${what} a mistake`, async () => {
      const { err, exitCode } = await ran(...args);
      expect(err).to.match(says);
      expect(exitCode).to.equal(2);
    });
  }
});
