import { expect } from 'chai';
import { Bot, type Message, OnMessage } from 'holdfast';
import { startSimulator } from '@holdfast/simulator';
import { describe, it } from 'mocha';
import { brisk } from '../e2e/brisk.js';
import { wayTo } from '../e2e/way-to.js';
import { stage } from './stage.js';

describe('A text', () => {
  const odd: readonly (readonly [string, string])[] = [
    ['M06 with characters beyond the basic plane', '👩‍👩‍👧 𝒳 \u{10ffff}'],
    ['M06 with separators that JavaScript takes for line ends', 'a\u2028b\u2029c'],
    ['M06 with NUL and other control characters', 'a\0b\u0007c'],
    ['M07 with line ends, escapes and a made-up log line', 'a\r\n\u001b[31m"}\n{"level":"error"}'],
    ['M04 that looks like JSON with a prototype', '{"__proto__":{"x":1}}'],
  ];
  for (const [name, text] of odd) {
    it(`${name} comes to the handler as it was sent`, async () => {
      await using scene = await stage({});
      const consumer = scene.simulator.consumer();
      await consumer.says(text);
      await consumer.hears(`You said: ${text}`);
      expect(scene.bot.handled).to.deep.equal([text]);
    });
  }

  it('M12 that makes a pattern endless holds up no other dialog', async function () {
    this.timeout(10_000);
    class PatternBot extends Bot {
      @OnMessage(/^(a+)+$/)
      async never(message: Message): Promise<void> {
        await message.reply('matched');
      }

      @OnMessage()
      async echo(message: Message): Promise<void> {
        await message.reply(`You said: ${message.text}`);
      }
    }
    await using simulator = await startSimulator();
    await using bot = new PatternBot(wayTo(simulator), brisk);
    await bot.start();
    const hostile = simulator.consumer();
    await hostile.says(`${'a'.repeat(4_000)}!`);
    const other = simulator.consumer();
    await other.says('one');
    await other.hears('You said: one');
  });
});
