import { startSimulator } from '@holdfast/simulator';
import { isHoldfastError, liveperson, silentLogger } from 'holdfast';
import { EchoBot } from '../fleet/echo-bot.js';
import { until } from '../platform/until.js';
import type { Case } from '../run/case.js';
import { BareLine } from '../platform/bare-line.js';
import { quantile } from '../run/figures.js';
import { seeded } from '../run/seeded.js';

const ROUNDS = 50;
const BOUND = 10;
/** Back at once, for another round. */
const session = { reconnect: { windows: [[0, 0]], settle: 0 } } as const;

export const inFlight: Case = {
  name: 'in-flight',
  title: 'in-flight request when the socket dies',
  known: 'at once … 5 s',
  bound: '≤ 10 ms, and says whether it was sent',
  how: `${ROUNDS} requests; median from the RST that meets one at the platform to its rejection; and p95 of how much later than a bare TCP connection, reset at once, it learns of it`,
  pace: 'busy',
  async measure(seed) {
    await using simulator = await startSimulator();
    const { accountId, url: csds, bots } = simulator;
    const platform = liveperson({ accountId, csds, credentials: bots[0].credentials });
    await using bot = new EchoBot(platform, { logger: silentLogger, session, random: seeded(seed) });
    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('hello');
    await consumer.hears('You said: hello');
    await consumer.leave();
    const conversation = bot.conversations.get(consumer.conversationId ?? '');
    if (conversation === undefined) throw new Error('The bot has not joined the conversation.');

    const waits: number[] = [];
    const delays: number[] = [];
    let said = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const recovered = new Promise((resolve) => bot.once('recovered', resolve));
      const bare = await BareLine.open();
      let cutAt = Number.NaN;
      const cut = (): boolean => {
        cutAt = performance.now();
        bare.reset();
        return true;
      };
      simulator.faults.add({
        match: { frame: 'toServer', type: 'UpdateConversationField', where: cut },
        action: 'reset',
      });
      const error = await rejection(conversation.setNote(`round ${round}`));
      const rejectedAt = performance.now();
      waits.push(rejectedAt - cutAt);
      delays.push(rejectedAt - (await bare.lostAt));
      if (sentOf(error) === 'unknown') said += 1;
      await recovered;
    }
    simulator.faults.refuseConnects();
    simulator.faults.cut();
    await until('the bot is not live', () => bot.state.phase !== 'live', 5_000);
    const unsent = rejection(conversation.setNote('never sent'));
    await bot.stop();
    const toldUnsent = sentOf(await unsent) === 'no';

    const median = quantile(waits, 0.5);
    const late = quantile(delays, 0.95);
    const says = said === ROUNDS && toldUnsent;
    return {
      value: `${median.toFixed(1)} ms, ${says ? 'says' : 'does not say'}`,
      reached: median <= BOUND && late <= BOUND && says,
      figures: {
        medianFromRstMs: median,
        p95FromRstMs: quantile(waits, 0.95),
        p95AfterBareConnectionMs: late,
        worstAfterBareConnectionMs: Math.max(...delays),
        unknown: said,
      },
    };
  },
};

const rejection = (request: Promise<unknown>): Promise<unknown> =>
  request.then(
    () => undefined,
    (error: unknown) => error,
  );

const sentOf = (error: unknown): unknown => (isHoldfastError(error) && 'sent' in error ? error.sent : undefined);
