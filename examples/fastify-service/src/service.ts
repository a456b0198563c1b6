import { type Bot } from 'holdfast';
import { fastify, type FastifyInstance } from 'fastify';
import { metricsOf } from './metrics.js';

/** Serves probes as soon as it listens, whatever LivePerson does. `close()` drains the bot before the server goes. */
export function service(bot: Bot): FastifyInstance {
  const app = fastify({ return503OnClosing: false }); // a draining service is alive, if not ready
  let interruptions = 0;
  bot.on('interrupted', () => (interruptions += 1));

  app.addHook('onListen', (done) => {
    // Not awaited: it waits through an outage. A refusal shows in /livez, and the bot has logged it.
    bot.start().catch(() => {});
    done();
  });
  app.addHook('preClose', () => bot.stop());

  app.get('/livez', (_request, answer) => {
    const { phase } = bot.health();
    return answer.code(phase === 'failed' ? 503 : 200).send({ phase });
  });
  app.get('/readyz', (_request, answer) => {
    const { ready, phase } = bot.health();
    return answer.code(ready ? 200 : 503).send({ ready, phase });
  });
  app.get('/metrics', (_request, answer) =>
    answer.type('text/plain; version=0.0.4').send(metricsOf(bot.health(), interruptions)),
  );
  return app;
}
