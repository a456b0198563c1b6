import type { OpenState } from '../protocol/conversation-change.js';
import type { Role } from '../protocol/message-event.js';
import { field, type JsonObject, readText } from '../protocol/read.js';
import type { Delay } from './delay.js';
import type { Dialog } from './dialog.js';
import type { Participant } from './participant.js';
import type { ConversationRecord } from './record.js';

/** How long the brand may take for an answer. */
export interface TimeToRespond {
  /** `NORMAL`, `URGENT`, `PRIORITIZED`, `CUSTOM`. */
  readonly type: string;
  readonly seconds?: number;
}

/** The campaign and the engagement through which the consumer came. */
export interface Campaign {
  readonly campaignId?: string;
  readonly engagementId?: string;
}

/** A conversation as the platform last described it. Read after its end, it shows its last state. */
export class ConversationFacts {
  readonly #record: ConversationRecord;

  constructor(record: ConversationRecord) {
    this.#record = record;
  }

  get id(): string {
    return this.#record.snapshot.id;
  }

  /** State of the main dialog. */
  get state(): OpenState {
    return this.#record.snapshot.state;
  }

  /** State of the whole conversation; still `OPEN` while a survey follows the main dialog. */
  get stage(): OpenState {
    return this.#record.snapshot.stage;
  }

  /** The skill whose queue the conversation belongs to, if any. */
  get skillId(): string | undefined {
    return this.#record.snapshot.skillId;
  }

  get participants(): readonly Participant[] {
    return this.#record.participants;
  }

  /** The person asking. The id changes when an anonymous consumer signs in. */
  get consumer(): Participant | undefined {
    return this.participants.find(({ role }) => role === 'CONSUMER');
  }

  /** Whoever is responsible for the answer: this bot, a colleague, or nobody while the conversation waits in a queue. */
  get assignedAgent(): Participant | undefined {
    return this.#record.assigned;
  }

  /** This bot's role; `undefined` if it takes no part, or no longer. */
  get myRole(): Role | undefined {
    return this.#record.myRole;
  }

  get ttr(): TimeToRespond | undefined {
    return this.#record.snapshot.ttr;
  }

  /** When the brand's answer is due; `undefined` while nobody waits for one. */
  get effectiveTtr(): Date | undefined {
    return dateOf(this.#record.snapshot.effectiveTtr);
  }

  /** A due time that somebody set by hand; it comes before `ttr` and `delay`. */
  get manualEttr(): Date | undefined {
    return dateOf(this.#record.snapshot.manualEttr);
  }

  get delay(): Delay | undefined {
    return this.#record.delay;
  }

  get startedAt(): Date | undefined {
    return dateOf(this.#record.snapshot.startTs);
  }

  get endedAt(): Date | undefined {
    return dateOf(this.#record.snapshot.endTs);
  }

  get dialogs(): readonly Dialog[] {
    return this.#record.dialogs;
  }

  /** Messages that a participant has not read, by his id. */
  get unread(): Readonly<Record<string, number>> {
    return this.#record.snapshot.unread;
  }

  get campaign(): Campaign | undefined {
    const { campaignInfo } = this.#record.snapshot;
    if (campaignInfo === undefined) return undefined;
    const campaignId = readText(field(campaignInfo, 'campaignId'), 64);
    const engagementId = readText(field(campaignInfo, 'engagementId'), 64);
    return {
      ...(campaignId === undefined ? {} : { campaignId }),
      ...(engagementId === undefined ? {} : { engagementId }),
    };
  }

  /** Where the consumer came from, as the platform describes it: `SharkContext`, `MobileAppContext` … */
  get context(): JsonObject | undefined {
    return this.#record.snapshot.context;
  }

  /** What agents have noted beside the conversation. */
  get note(): string | undefined {
    return this.#record.snapshot.note;
  }

  get topic(): string | undefined {
    return this.#record.snapshot.topic;
  }

  /** The consumer's rating, as the platform sent it. */
  get csat(): JsonObject | undefined {
    return this.#record.snapshot.csat;
  }

  /** Who ended it — `AGENT`, `CONSUMER`, `TIMEOUT`, `SYSTEM` — once it is closed. */
  get closeReason(): string | undefined {
    return this.#record.snapshot.closeReason;
  }
}

const dateOf = (moment: number | undefined): Date | undefined => (moment === undefined ? undefined : new Date(moment));
