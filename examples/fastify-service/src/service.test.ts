import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { liveperson, silentLogger } from 'holdfast';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { EchoBot } from './echo-bot.js';
import { service } from './service.js';

describe('The service', () => {
  let platform: Awaited<ReturnType<typeof startSimulator>>;
  let bot: EchoBot;
  let app: ReturnType<typeof service>;

  const status = async (path: string) => (await app.inject(path)).statusCode;

  beforeEach(async () => {
    platform = await startSimulator();
    const { accountId, url, bots } = platform;
    bot = new EchoBot(liveperson({ accountId, csds: url, credentials: bots[0].credentials }), { logger: silentLogger });
    app = service(bot);
  });

  afterEach(async () => {
    await app.close();
    await platform.stop();
  });

  it('is alive at once, and ready once the bot is live', async () => {
    expect([await status('/livez'), await status('/readyz')]).to.deep.equal([200, 503]);
    const live = new Promise((resolve) => bot.once('live', resolve));
    await app.listen({ port: 0 });
    await live;
    expect([await status('/livez'), await status('/readyz')]).to.deep.equal([200, 200]);
  });

  it('is neither alive nor ready if the platform has refused the bot', async () => {
    platform.faults.loginAnswers(401);
    const failed = new Promise((resolve) => bot.once('failed', resolve));
    await app.listen({ port: 0 });
    await failed;
    expect([await status('/livez'), await status('/readyz')]).to.deep.equal([503, 503]);
  });

  it('counts interruptions for Prometheus', async () => {
    const live = new Promise((resolve) => bot.once('live', resolve));
    await app.listen({ port: 0 });
    await live;
    const interrupted = new Promise((resolve) => bot.once('interrupted', resolve));
    platform.cutSockets();
    await interrupted;
    const { body } = await app.inject('/metrics');
    expect(body).to.contain('\nbot_interruptions_total 1\n');
  });

  it('stops the bot when it is closed', async () => {
    const live = new Promise((resolve) => bot.once('live', resolve));
    await app.listen({ port: 0 });
    await live;
    const consumer = platform.consumer();
    await consumer.says('hi');
    await consumer.hears('You said: hi');
    await app.close();
    expect(bot.health().phase).to.equal('closed');
    await consumer.leave();
  });
});
