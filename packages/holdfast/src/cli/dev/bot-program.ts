/**
 * The process of a bot under `holdfast dev`: `bot-program.js <compiled bot file> <port that shows its session>`. It ends
 * with the one that started it.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type * as Holdfast from '../../index.js';
import { botClassOf } from './bot-class-of.js';

/** Milliseconds to stop in when the platform has gone, too. */
const GRACE = 3_000;

const [, , file = '', port = '0'] = process.argv;
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
if (!hasRun) await runExported();

function leave(): void {
  setTimeout(() => process.exit(1), GRACE).unref();
  process.kill(process.pid, 'SIGTERM');
}

async function runExported(): Promise<void> {
  // The copy of Holdfast that the bot itself uses, so that its class is recognized.
  const { Bot, run } = (await import(pathToFileURL(project.resolve('holdfast')).href)) as typeof Holdfast;
  const BotClass = botClassOf(module, Bot as unknown as Holdfast.BotClass);
  if (BotClass === undefined) {
    process.stderr.write(`${file} exports no class that extends Bot, and has run none.\n`);
    return;
  }
  await run(BotClass, canBeShown() ? { sessionPort: Number(port) } : {});
}

function canBeShown(): boolean {
  try {
    return port !== '0' && createRequire(project.resolve('holdfast')).resolve('@holdfast/console') !== '';
  } catch {
    return false;
  }
}
