/** Runs a platform and a bot, lets them talk, stops both, and complains if this process does not end by itself then. */
import { get } from 'node:http';
import { serveSession } from '@holdfast/console';
import { startSimulator } from '@holdfast/simulator';
import { Bot, liveperson, type Message, OnMessage, silentLogger } from 'holdfast';

class EchoBot extends Bot {
  @OnMessage()
  async echo(message: Message): Promise<void> {
    await message.reply(`You said: ${message.text}`);
  }
}

const simulator = await startSimulator();
const { accountId, url: csds, bots } = simulator;
const bot = new EchoBot(liveperson({ accountId, csds, credentials: bots[0].credentials }), { logger: silentLogger });
if (process.argv.includes('--shown')) {
  const { url } = await serveSession(bot);
  // Somebody watches all the time, and never leaves.
  get(`${url}/session/events`, (events) => events.resume().on('error', () => undefined));
}
await bot.start();
const consumer = simulator.consumer();
await consumer.says('one');
await consumer.hears('You said: one');
if (process.argv.includes('--interrupted')) {
  const recovered = new Promise((resolve) => bot.once('recovered', resolve));
  simulator.cutSockets();
  await recovered;
  await consumer.says('two');
  await consumer.hears('You said: two');
}
await bot.stop();
await simulator.stop();

const AT_ONCE = 2_000;
// Unreferenced: it holds nothing itself, and fires only if something else does.
setTimeout(() => process.stderr.write(`held by ${process.getActiveResourcesInfo().join(', ')}\n`), AT_ONCE).unref();
process.stdout.write('stopped\n');
