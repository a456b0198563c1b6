import type { BotUser } from '../bot-user.js';
import type { Platform } from '../platform.js';

/** The variables by which a bot reaches its platform, as `fromEnv` of `holdfast` reads them. */
export type Environment = Readonly<Record<string, string>>;

/** What the owner of a bot would set for `fromEnv` to reach this platform as this user. It holds secrets. */
export const environmentOf = ({ url, accountId }: Platform, { credentials }: BotUser): Environment => ({
  LP_CSDS_URL: url,
  LP_ACCOUNT_ID: accountId,
  LP_USERNAME: credentials.username,
  LP_APP_KEY: credentials.appKey,
  LP_APP_SECRET: credentials.secret,
  LP_ACCESS_TOKEN: credentials.accessToken,
  LP_ACCESS_TOKEN_SECRET: credentials.accessTokenSecret,
});
