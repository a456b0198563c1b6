import { Command, InvalidArgumentError } from 'commander';
import { stopOnSignals } from '../../running/stop-on-signals.js';
import { botEnvironment } from '../dev/bot-environment.js';
import { ChildBot } from '../dev/child-bot.js';
import { DevLoop } from '../dev/dev-loop.js';
import { findBotFile } from '../dev/find-bot-file.js';
import { freePort } from '../dev/free-port.js';
import { openPage } from '../dev/open-page.js';
import { openSource } from '../dev/open-source.js';
import { watchSources } from '../dev/watch-sources.js';
import type { CliProcess } from '../process/cli-process.js';
import { loadPeer } from '../process/load-peer.js';

interface DevOptions {
  readonly export?: string;
  readonly port: number;
  readonly open: boolean;
}

export const devCommand = (host: CliProcess): Command =>
  new Command('dev')
    .description('run a bot on a local LivePerson, and start it anew whenever its sources change')
    .argument('[bot-file]', 'the module that exports the bot; a usual one such as src/bot.ts, if left out')
    .option('--export <name>', 'which of its exports, if there are several bots')
    .option('--port <port>', 'port of the local LivePerson and its page; any free one, if left out', readPort, 0)
    .option('--no-open', 'do not open the page in a browser')
    .addHelpText('after', NOTES)
    .action((file: string | undefined, options: DevOptions) => develop(host, file, options));

async function develop(host: CliProcess, named: string | undefined, options: DevOptions): Promise<void> {
  const { export: name, port, open } = options;
  const file = findBotFile(host.cwd(), named);
  const { startSimulator, environmentOf } = await loadPeer('@holdfast/simulator', () => import('@holdfast/simulator'));
  const over = new AbortController();
  const release = stopOnSignals(host, () => over.abort());
  const tell = (line: string): void => void host.stdout.write(`[dev] ${line.replaceAll('\n', '\n[dev] ')}\n`);
  try {
    const source = await openSource(file, over.signal);
    await using platform = await startSimulator({ port, bots: [{ username: 'bot' }] });
    const [user] = platform.bots;
    if (user === undefined) throw new TypeError('The local LivePerson has no bot user.');
    const sessionPort = await freePort();
    platform.console.show({ name: 'bot', url: `http://127.0.0.1:${sessionPort}` });
    const bot = new ChildBot({
      env: botEnvironment(host.env, environmentOf(platform, user)),
      sessionPort,
      ...(name === undefined ? {} : { name }),
      ended: (how) => tell(`The bot has ended (${how}). Change it, and it starts anew.`),
    });
    const loop = new DevLoop({ source, bot, tell, signal: over.signal });
    tell(`A local LivePerson: ${platform.url}\nChat with the bot there. Ctrl-C ends it.`);
    if (open && host.stdout.isTTY) openPage(platform.url);
    try {
      const watch = await watchSources({ ...source, signal: over.signal, changed: () => void loop.changed() });
      void loop.changed();
      await watch.ended;
    } finally {
      await loop.settled();
      await bot.stop();
    }
  } finally {
    release();
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('Give a port from 0 to 65535.');
}

const NOTES = `
The platform stays while the bot comes and goes, and so do its conversations. TypeScript is compiled by the project's own
compiler, as its tsconfig.json says. A module that exports no bot is run as a program that starts its bots itself.`;
