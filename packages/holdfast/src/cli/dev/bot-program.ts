/**
 * The process of a bot under `holdfast dev`: `bot-program.js <compiled bot file> <port that shows its session> [export]`. It
 * ends with the one that started it.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Secrets } from '@holdfast/core/internal';
import type * as Holdfast from '../../index.js';
import { botClassOf } from '../bot/bot-class-of.js';
import { exitCodeOf } from '../../running/exit-code.js';
import { environmentSecrets } from '../process/environment-secrets.js';
import { failureText } from '../process/failure-text.js';

/** Milliseconds to stop in when the platform has gone, too. */
const GRACE = 3_000;

const [, , file = '', port = '0', name] = process.argv;
const project = createRequire(file);

process.once('disconnect', leave);
process.channel?.unref();
if (!process.connected) leave(); // it has gone while this process was loading

/** Whoever runs a bot listens for this. */
let hasRun = false;
process.on('newListener', (event) => {
  hasRun ||= event === 'SIGTERM';
});

const module = (await import(pathToFileURL(file).href)) as object;
if (!hasRun) {
  await runExported().catch((error: unknown) => {
    const secrets = new Secrets(environmentSecrets(process.env));
    process.stderr.write(failureText('holdfast dev', error, { secrets, stack: false }));
    process.exitCode = exitCodeOf(error);
  });
}

function leave(): void {
  setTimeout(() => process.exit(1), GRACE).unref();
  process.kill(process.pid, 'SIGTERM');
}

async function runExported(): Promise<void> {
  const BotClass = botClassOf(module, name);
  if (BotClass === undefined) {
    process.stderr.write(`${file} exports no class that extends Bot, and has run none.\n`);
    return;
  }
  // The copy of Holdfast that the bot itself uses.
  const { run } = (await import(pathToFileURL(project.resolve('holdfast')).href)) as typeof Holdfast;
  await run(BotClass, canBeShown() ? { sessionPort: Number(port) } : {});
}

function canBeShown(): boolean {
  try {
    return port !== '0' && createRequire(project.resolve('holdfast')).resolve('@holdfast/console') !== '';
  } catch {
    return false;
  }
}
