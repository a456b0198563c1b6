import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { liveperson, silentLogger } from 'holdfast';
import { describe, it } from 'mocha';
import { SurveyBot } from './survey-bot.js';
import { TeaBot } from './tea-bot.js';

describe('The survey', () => {
  it('asks again until it has a number, and then closes the conversation', async () => {
    await using platform = await startSimulator({
      bots: [{}, { username: 'survey', skills: [] }],
      surveyBot: 'survey',
    });
    const { accountId, url, bots } = platform;
    const [first, second] = bots.map(({ credentials }) => liveperson({ accountId, csds: url, credentials }));
    if (first === undefined || second === undefined) throw new Error('There have to be two bots.');
    await using tea = new TeaBot(first, { logger: silentLogger });
    await using survey = new SurveyBot(second, { watch: 'surveys', logger: silentLogger });
    await Promise.all([tea.start(), survey.start()]);

    const consumer = platform.consumer();
    await consumer.says('Thank you!');
    await consumer.hears('How did we do?');
    await consumer.says('Splendid');
    await consumer.hears('A number from 1 to 5');
    await consumer.says(' 5 ');
    await consumer.hears('do better');
    await consumer.says('Nothing');
    await consumer.hears('Goodbye');
    await consumer.leave();
    await survey.stop(); // the last handler closes the conversation, and a stop waits for it
    expect(platform.conversations[0]?.stage).to.equal('CLOSE');
  });
});
