import { Bot, type BotOptions, type Message, OnMessage, type Platform } from 'holdfast';
import type { Prices } from './prices.js';

/** Services come by the constructor, after what every bot takes. */
export class PriceBot extends Bot {
  constructor(
    platform: Platform,
    options: BotOptions,
    private readonly prices: Prices,
  ) {
    super(platform, options);
  }

  @OnMessage(/price of (\w+)/i)
  async tell(message: Message) {
    const name = message.match?.[1] ?? '';
    const price = this.prices.of(name);
    await message.reply(price === undefined ? `We do not have ${name}.` : `${name} is ${price} € for 100 g.`);
  }

  @OnMessage()
  async otherwise(message: Message) {
    await message.reply('Ask me for the price of a tea.');
  }
}
