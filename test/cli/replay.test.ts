import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { Night } from '../recording/night.js';
import { repository } from '../repository.js';
import { Cli } from './cli-process.js';

const SAME = `export { EchoBot } from '../recording/night.js';`;
const POLITE = `import { EchoBot } from '../recording/night.js';
export default class PoliteBot extends EchoBot {
  async echo(message) {
    await message.reply('You kindly said: ' + message.text);
  }
}`;

describe('holdfast replay', function () {
  this.timeout(30_000);

  let night: Night;
  /** Within the checkout, so that its packages are found as if they were installed. */
  let folder = '';
  before(async () => {
    folder = mkdtempSync(join(repository, 'test/dist/replay-'));
    writeFileSync(join(folder, 'bot.js'), SAME);
    writeFileSync(join(folder, 'polite.js'), POLITE);
    writeFileSync(join(folder, 'none.js'), 'export const bot = 1;');
    night = await Night.open();
    await night.pass();
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await night[Symbol.asyncDispose]();
  });

  const ran = async (...args: readonly string[]): Promise<readonly [number | null, string]> => {
    await using cli = new Cli(['replay', ...args], { folder });
    const { code } = await cli.ended;
    return [code, cli.text];
  };

  it('ends with 0 if the bot behaves as it did; it finds the usual file by itself', async () => {
    const [code, text] = await ran(night.file);
    expect(text).to.match(/night\.jsonl: EchoBot behaves as it did \(.* 1 conversation\)\.\n$/);
    expect(code).to.equal(0);
  });

  it('ends with 1 and tells the differences if it does not', async () => {
    const [code, text] = await ran(night.file, 'polite.js', '--tolerance', 'Infinity');
    expect(text).to.include('differently in 2 places').and.include('today:      "You kindly said: one"');
    expect(code).to.equal(1);
  });

  it('ends with 2 for a mistake, and names it', async () => {
    const [code, text] = await ran(night.file, 'none.js');
    expect(text).to.match(/none\.js exports no class that extends Bot.*\[CONFIGURATION\]/);
    expect(code).to.equal(2);
  });
});
