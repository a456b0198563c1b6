import type { Bot, BotEventName, BotEvents } from 'holdfast';

/** The next event of this name that the bot tells. */
export const told = <K extends BotEventName>(bot: Bot, event: K): Promise<BotEvents[K]> =>
  new Promise((resolve) => bot.once(event, resolve));
