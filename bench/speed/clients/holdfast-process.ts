/** Holdfast as its users run it. The guard against loops is off: it allows two answers a second in one dialog. */
import { Bot, liveperson, type Message, OnMessage } from 'holdfast';
import type { Client, Settings } from './client.js';
import { CREDENTIALS } from './client.js';
import { runClient } from './run-client.js';

class EchoBot extends Bot {
  @OnMessage()
  async echo(message: Message): Promise<void> {
    await message.reply(`You said: ${message.text}`);
  }
}

await runClient(holdfast);

function holdfast({ secure, port, securePort, ca }: Settings): Client {
  const csds = secure ? `https://localhost:${securePort}` : `http://localhost:${port}`;
  let first: EchoBot | undefined;
  return {
    async start(index) {
      const credentials = { username: `bot-${index}`, ...CREDENTIALS };
      const platform = liveperson({ accountId: '12345678', credentials, csds, ...(secure ? { ca } : {}) });
      const bot = new EchoBot(platform, { loop: { replies: Infinity } });
      first ??= bot;
      await bot.start();
    },
    conversations: () => first?.conversations.size ?? 0,
    askClock(requests) {
      const [conversation] = first?.conversations.values() ?? [];
      const ask = (): Promise<unknown> => conversation?.request('.GetClock') ?? Promise.resolve();
      for (let index = 0; index < requests; index += 1) ask().catch(() => undefined);
    },
  };
}
