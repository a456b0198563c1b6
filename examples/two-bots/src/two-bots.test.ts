import { startSimulator } from '@holdfast/simulator';
import { liveperson, silentLogger } from 'holdfast';
import { describe, it } from 'mocha';
import { BookingsBot } from './bookings-bot.js';
import { ReceptionBot } from './reception-bot.js';
import { BOOKINGS, RECEPTION } from './skills.js';

describe('Two bots', () => {
  it('ask for what they were not told, before or after the transfer', async () => {
    await using platform = await startSimulator({ bots: [{ skills: [RECEPTION] }, { skills: [BOOKINGS] }] });
    const { accountId, url, bots } = platform;
    const [first, second] = bots.map(({ credentials }) => liveperson({ accountId, csds: url, credentials }));
    if (first === undefined || second === undefined) throw new Error('There have to be two users.');
    await using reception = new ReceptionBot(first, { logger: silentLogger });
    await using bookings = new BookingsBot(second, { logger: silentLogger });
    await Promise.all([reception.start(), bookings.start()]);

    const consumer = platform.consumer({ skillId: RECEPTION });
    await consumer.says('Can I book?');
    await consumer.hears('For how many');
    await consumer.says('It is for two.');
    await consumer.hears('For what time');
    await consumer.says('20:00');
    await consumer.hears('a table for two at 20:00');
    await consumer.leave();
  });
});
