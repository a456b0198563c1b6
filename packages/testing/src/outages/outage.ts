import type { Platform as Simulator } from '@holdfast/simulator';

/** Something that goes wrong between a bot and the platform. Consumers do not feel it themselves. */
export interface Outage {
  readonly name: string;
  /** Takes away a bearer that had worked. Three of these in five minutes mean to a bot that its user is taken, so they keep apart. */
  readonly evicts?: true;
  readonly happen: (platform: Simulator, username: string) => void;
  /** Once the scenario is over: ends what would last. Rules of `platform.faults` end by themselves. */
  readonly repair?: (platform: Simulator, username: string) => void;
}
