import { Bot, type BotOptions, OnMessage, type Platform, run } from 'holdfast';

class FailingBot extends Bot {
  constructor(platform: Platform, options?: BotOptions) {
    super(platform, options);
    throw new Error('the database is not there');
  }

  @OnMessage()
  hear(): void {}
}

await run(FailingBot);
