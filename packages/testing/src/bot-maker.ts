import type { Bot, BotOptions, Platform } from 'holdfast';

/** A bot's class, or a function that makes the bot, for bots with a constructor of their own. */
export type BotMaker<B extends Bot> =
  (new (platform: Platform, options?: BotOptions) => B) | ((platform: Platform, options: BotOptions) => B);

interface Making {
  readonly platform: Platform;
  readonly options: BotOptions;
}

/** Makes a bot in either way. */
export const made = <B extends Bot>(make: BotMaker<B>, { platform, options }: Making): B =>
  isClass(make) ? new make(platform, options) : make(platform, options);

/** A function that is no class but could be called with `new` makes a bot either way. */
const isClass = <B extends Bot>(make: BotMaker<B>): make is new (platform: Platform, options?: BotOptions) => B =>
  typeof make.prototype === 'object';
