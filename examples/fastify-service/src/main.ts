import { play } from '@holdfast/simulator';
import { fromEnv } from 'holdfast';
import { EchoBot } from './echo-bot.js';
import { service } from './service.js';

if ('LP_ACCOUNT_ID' in process.env) {
  const app = service(new EchoBot(fromEnv()));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close());
  await app.listen({ host: '0.0.0.0', port: Number(process.env['PORT'] ?? 8080) });
} else {
  let address = '';
  const answerOf = async (path: string) => {
    const answer = await fetch(`${address}${path}`);
    return `\nGET ${path}: ${answer.status}\n${(await answer.text()).trimEnd()}`;
  };
  await play({
    bots: {
      bot: async (env) => {
        const app = service(new EchoBot(fromEnv(env)));
        address = await app.listen({ port: 0 });
        return { stop: () => app.close() };
      },
    },
    script: async (consumer) => {
      await consumer.says('Hello, service!');
      await consumer.hears('You said: Hello, service!');
      return [await answerOf('/livez'), await answerOf('/readyz'), await answerOf('/metrics')];
    },
  });
}
