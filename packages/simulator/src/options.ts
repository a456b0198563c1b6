import type { Clock } from './clock.js';
import type { FaultRule } from './faults/fault-rule.js';

/** Durations of the platform, in ms. `Infinity` means never. */
export interface Timings {
  /** A socket without any frame or ping for this long is cut. @default 60_000 */
  readonly idle: number;
  /** A ring waits this long for its answer. @default 72_000 */
  readonly ring: number;
  /** A conversation that every agent declined rings again after this. @default 5_000 */
  readonly ringAgain: number;
  /** A consumer socket must send InitConnection within this. @default 5_000 */
  readonly initConnection: number;
  /** A bearer lives this long from its login or last refresh. @default 28_800_000 */
  readonly session: number;
  /** An anonymous consumer's external token lives this long. @default 600_000 */
  readonly externalToken: number;
  /** An address of the file storage is good for this long. @default 60_000 */
  readonly fileAddress: number;
}

/** Sizes that the platform refuses to exceed. */
export interface Limits {
  /** Characters of the body of one PublishEvent, the preview of a file not counted. @default 5_000 */
  readonly publish: number;
  /** Events in one answer to QueryMessages. @default Infinity */
  readonly historyPage: number;
  /** Bytes of one frame; a longer one closes the socket with 1009. @default 1_048_576 */
  readonly frame: number;
  /** Bytes of one file. @default 3_145_728 */
  readonly file: number;
}

/** Where the protocol leaves two ways open. */
export interface Behaviour {
  /** What a second login of a user does to the sockets of the first, beside ending its bearer. @default 'leave' */
  readonly secondLogin: 'leave' | 'close4401' | 'terminate';
  /** Whether QueryMessages returns the event of `newerThanSequence` itself. @default 'inclusiveAtZero' */
  readonly newerThanSequence: 'inclusiveAtZero' | 'inclusive' | 'exclusive';
  /** The user name of the bot that runs a survey dialog after the main one, for consumers that can show it. */
  readonly surveyBot?: string;
}

/** What the account may use. The platform refuses the rest with 400. */
export interface Features {
  /** `Messaging.Agent_File_Sharing`: agents may send files. @default true */
  readonly fileSharing: boolean;
  /** `Messaging.Transfer_To_Agent`: a conversation may be handed to one agent of choice. @default true */
  readonly transferToAgent: boolean;
}

export interface BotSpec {
  /** Login name. @default `bot-1`, `bot-2` … */
  readonly username?: string;
  readonly nickname?: string;
  /** Ids of the skills it serves, `-1` for all; unknown ones are added to the account. @default the first skill of the account */
  readonly skills?: readonly string[];
  /** Conversations it holds at once, waiting rings included. @default 999 */
  readonly capacity?: number;
  /** `agentManager` sees every conversation of the account, `agent` its own. @default 'agent' */
  readonly profile?: 'agent' | 'agentManager';
  /** A person of the brand cannot log in with application keys. @default 'bot' */
  readonly type?: 'bot' | 'human';
}

export interface SkillSpec {
  readonly id: string;
  readonly name?: string;
}

/** A certificate and its key, in PEM, or both in one PKCS #12 file. A passphrase protects the key. */
export type ServerTls =
  | { readonly key: string | Buffer; readonly cert: string | Buffer; readonly passphrase?: string }
  | { readonly pfx: Buffer; readonly passphrase?: string };

export interface SimulatorOptions extends Partial<Behaviour> {
  /** 0 takes a free one. @default 0 */
  readonly port?: number;
  /** `false` opens no port: connections come through `platform.accept()` alone. @default true */
  readonly listen?: boolean;
  /** Stands in every address that the platform gives out: with `tls`, a name of the certificate. @default '127.0.0.1' */
  readonly host?: string;
  /**
   * Serves https and wss, for clients that know nothing else. They have to trust the certificate; the scripted
   * consumers do not look at it. @default http and ws
   */
  readonly tls?: ServerTls;
  /** @default '12345678' */
  readonly account?: string;
  /** @default one bot with the first skill */
  readonly bots?: readonly BotSpec[];
  /** @default 300000000 "Bots" and 300000001 "Human agents" */
  readonly skills?: readonly SkillSpec[];
  readonly timings?: Partial<Timings>;
  readonly limits?: Partial<Limits>;
  readonly features?: Partial<Features>;
  /** @default the clock of the machine */
  readonly clock?: Clock;
  /** Rules of `platform.faults` that hold from the start. @default none */
  readonly faults?: readonly FaultRule[];
  /** Of everything random in faults; 32 bits. @default another one each time, see `platform.faults.seed` */
  readonly seed?: number;
}

export const defaultTimings: Timings = Object.freeze({
  idle: 60_000,
  ring: 72_000,
  ringAgain: 5_000,
  initConnection: 5_000,
  session: 28_800_000,
  externalToken: 600_000,
  fileAddress: 60_000,
});

export const defaultLimits: Limits = Object.freeze({
  publish: 5_000,
  historyPage: Infinity,
  frame: 1_048_576,
  file: 3_145_728,
});

export const defaultBehaviour: Behaviour = Object.freeze({
  secondLogin: 'leave',
  newerThanSequence: 'inclusiveAtZero',
});

export const defaultFeatures: Features = Object.freeze({ fileSharing: true, transferToAgent: true });

export const defaultSkills: readonly SkillSpec[] = Object.freeze([
  { id: '300000000', name: 'Bots' },
  { id: '300000001', name: 'Human agents' },
]);
