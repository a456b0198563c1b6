import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf, type Platform, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { repository, textOf } from '../repository.js';
import { Cli } from './cli-process.js';

const page = textOf('docs/cli.md');

/** What stands in the page as a command, without its comment. */
const commands = [...page.matchAll(/^npx holdfast (?<args>[^#\n]+)/gm)].map(({ groups }) =>
  (groups?.['args'] ?? '').trim().split(' '),
);
const of = (name: string): readonly (readonly string[])[] => commands.filter(([command]) => command === name);

describe('docs/cli.md', function () {
  this.timeout(60_000);
  let folder = '';
  let platform: Platform;
  let env: Readonly<Record<string, string>> = {};

  before(async () => {
    folder = mkdtempSync(join(repository, 'test/dist/cli-docs-'));
    platform = await startSimulator();
    const [user] = platform.bots;
    if (user === undefined) throw new Error('The platform has no bot user.');
    env = environmentOf(platform, user);
    const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
    appendFileSync(join(folder, '.env'), lines.join(''));
  });

  after(async () => {
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows each command at work', () => {
    expect(new Set(commands.map(([command]) => command))).to.have.all.keys('new', 'dev', 'doctor', 'replay');
  });

  for (const args of of('new')) {
    it(`tells the truth about: ${args.join(' ')}`, async () => {
      await using cli = new Cli(args, { folder });
      expect(await cli.ended, cli.text).to.deep.include({ code: 0 });
    });
  }

  for (const args of of('dev')) {
    it(`tells the truth about: ${args.join(' ')}`, async () => {
      const free = args.map((arg, index) => (args[index - 1] === '--port' ? '0' : arg));
      await using cli = new Cli(free, { folder: join(folder, 'tea-bot') });
      await cli.printed(/The bot starts\./);
      cli.signal('SIGINT');
      expect(await cli.ended, cli.text).to.deep.include({ code: 0 });
    });
  }

  for (const args of of('doctor')) {
    it(`tells the truth about: ${args.join(' ')}`, async () => {
      await using cli = new Cli(args, { folder, env: args.includes('--env-file') ? {} : env });
      expect(await cli.ended, cli.text).to.deep.include({ code: 0 });
    });
  }

  it('lists the steps of the doctor as they are', async () => {
    await using cli = new Cli(['doctor', '--json'], { folder, env });
    await cli.ended;
    const { steps } = JSON.parse(cli.text) as { steps: readonly { step: string; asks: string }[] };
    const rows = [...page.matchAll(/^\| `(?<step>[a-z-]+)` +\| (?<asks>[^|]+\?) +\|$/gm)].map(({ groups }) => ({
      ...groups,
    }));
    expect(rows).to.deep.equal(steps.map(({ step, asks }) => ({ step, asks })));
  });

  for (const command of ['new', 'dev', 'doctor', 'replay']) {
    it(`lists the options of ${command} as its help does`, async () => {
      await using cli = new Cli([command, '--help'], { folder });
      await cli.ended;
      const section = new RegExp(`^## \`${command}\`[^]*?(?=^## |$(?![^]))`, 'm').exec(page)?.[0] ?? '';
      const listed = [...section.matchAll(/^\| `(?<option>--[^`]+)`/gm)].map(({ groups }) => groups?.['option']);
      const known = [...cli.text.matchAll(/^ {2}(?<option>--\S+(?: <\S+>)?)/gm)].map(
        ({ groups }) => groups?.['option'],
      );
      expect(listed).to.have.members(known);
    });
  }
});
