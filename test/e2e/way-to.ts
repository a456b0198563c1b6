import type { BotUser, Platform as Simulator } from '@holdfast/simulator';
import { liveperson, type Platform } from 'holdfast';

/** The way to a simulated account, for its first bot user or another one. */
export const wayTo = (simulator: Simulator, { credentials }: BotUser = simulator.bots[0]): Platform =>
  liveperson({ accountId: simulator.accountId, credentials, csds: simulator.url });
