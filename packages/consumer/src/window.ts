import { ConfigurationError, type Platform, type Side } from '@holdfast/core/internal';
import { isObject, type JsonObject } from '@holdfast/core/protocol';
import { liveperson, type LivePersonOptions } from 'holdfast';
import { ConsumerAuthenticator } from './consumer-authenticator.js';
import { consumerSide } from './consumer-side.js';
import { type Identity, tokenSource } from './identity.js';

export interface WindowOptions extends Omit<LivePersonOptions, 'credentials' | 'orchestrator'> {
  /** Who the consumer is. */
  readonly identity: Identity;
  /**
   * What the platform is told of the window or app: `deviceFamily`, `os`, `integration`, `features` and the like. What it
   * leaves out of `features` the platform does not send.
   *
   * @default a desktop window that shows structured content, quick replies, surveys and automatic messages
   */
  readonly clientProperties?: JsonObject;
}

/** Everything a consumer needs to reach one account: what `window({ … })` returns. One per consumer. */
export type ConsumerPlatform = Pick<
  Platform,
  'accountId' | 'authenticator' | 'transport' | 'secrets' | 'logger' | 'timeouts'
> & {
  readonly side: Side;
};

const DESKTOP: JsonObject = Object.freeze({
  deviceFamily: 'DESKTOP',
  os: 'OTHER',
  integration: 'WEB_SDK',
  features: ['RICH_CONTENT', 'QUICK_REPLIES', 'MULTI_DIALOG', 'AUTO_MESSAGES'],
});

/**
 * The way of one consumer to one LivePerson account, as the Messaging Window takes it. It connects to nothing and reads no
 * environment.
 *
 * @throws ConfigurationError naming the option at fault.
 */
export function window(options: WindowOptions): ConsumerPlatform {
  const { identity, clientProperties = DESKTOP, appId = 'holdfast-consumer', ...rest } = options;
  if (!isObject(clientProperties)) {
    throw new ConfigurationError(
      'clientProperties',
      "The option clientProperties is not an object. Write it like { deviceFamily: 'MOBILE', features: ['RICH_CONTENT'] }.",
    );
  }
  const token = tokenSource(identity);
  // The same hosts, trust, proxy and certificates as for a bot, whose login is what a consumer does without.
  const platform = liveperson({ ...rest, appId, credentials: noLogin });
  const { accountId, transport, secrets, timeouts } = platform;
  return Object.freeze({
    accountId,
    authenticator: new ConsumerAuthenticator(platform, token),
    transport,
    side: consumerSide({ accountId, clientProperties: { appId, ...clientProperties } }),
    secrets,
    ...(timeouts === undefined ? {} : { timeouts }),
    get logger() {
      return platform.logger;
    },
  });
}

const noLogin = (): never => {
  throw new ConfigurationError('credentials', 'A consumer does not log in as an agent.');
};
