import type { Environment } from '../../options/environment-options.js';

/** What leads elsewhere: a real account, or a second kind of credentials. */
const OTHER = /^(?:LP_(?:CLIENT_ID|CLIENT_SECRET|PASSWORD)|https?_proxy|HOLDFAST_SESSION_PORT)$/i;

/** The environment of a bot that is to work on the local platform, whatever account the developer has set. */
export const botEnvironment = (own: Environment, local: Environment): Environment => ({
  ...Object.fromEntries(Object.entries(own).filter(([name]) => !OTHER.test(name))),
  ...local,
});
