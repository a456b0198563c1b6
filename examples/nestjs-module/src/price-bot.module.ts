import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { BotOptions, Platform } from 'holdfast';
import { PriceBot } from './price-bot.js';
import { Prices } from './prices.js';

/** Starts the bot with the application, and drains it before the application goes. */
@Module({})
export class PriceBotModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(PriceBot) private readonly bot: PriceBot) {}

  static forPlatform(platform: Platform, options: BotOptions = {}): DynamicModule {
    const useFactory = (prices: Prices) => new PriceBot(platform, options, prices);
    return {
      module: PriceBotModule,
      providers: [Prices, { provide: PriceBot, useFactory, inject: [Prices] }],
      exports: [PriceBot],
    };
  }

  async onApplicationBootstrap() {
    await this.bot.start();
  }

  async beforeApplicationShutdown() {
    await this.bot.stop();
  }
}
