import type { JsonObject, OpenState } from '@holdfast/core/protocol';
import type { Consumer } from './consumer.js';
import { type Closing, Dialog, type DialogEvent } from './dialog.js';
import type { Participant, Party } from './party.js';

export interface Ttr {
  readonly ttrType: string;
  /** Seconds. */
  readonly value: number;
}

export interface ConversationSettings {
  readonly id: string;
  readonly brandId: string;
  readonly consumer: Consumer;
  readonly startTs: number;
  readonly firstConversation: boolean;
  readonly context?: JsonObject;
  readonly campaignInfo?: JsonObject;
}

/** The whole exchange of a consumer with the brand: a MAIN dialog, whose id it shares, and perhaps a survey after it. */
export class Conversation {
  stage: OpenState = 'OPEN';
  skillId = '-1';
  ttr: Ttr = { ttrType: 'NORMAL', value: 600 };
  note = '';
  topic: string | undefined;
  delay: JsonObject | undefined;
  manualEttr: number | undefined;
  csat: JsonObject | undefined;
  closeReason: 'AGENT' | 'CONSUMER' | undefined;
  endTs: number | undefined;
  /** Grows with every change of the description, also within one millisecond: clients order by it. */
  metaDataLastUpdateTs: number;
  lastUpdateTime: number;
  readonly dialogs: Dialog[];

  constructor(readonly settings: ConversationSettings) {
    const { id, consumer, startTs } = settings;
    this.metaDataLastUpdateTs = startTs;
    this.lastUpdateTime = startTs;
    this.main = new Dialog({ id, conversationId: id, type: 'MAIN', creationTs: startTs });
    this.main.join({ party: consumer, role: 'CONSUMER', state: 'ACTIVE' });
    this.dialogs = [this.main];
  }

  readonly main: Dialog;

  get id(): string {
    return this.settings.id;
  }

  get consumer(): Consumer {
    return this.settings.consumer;
  }

  /** State of the main dialog. */
  get state(): OpenState {
    return this.main.state;
  }

  /** Everyone in the open dialogs; once all are closed, everyone who was in them at the end. */
  get participants(): readonly Participant[] {
    const open = this.dialogs.filter((dialog) => dialog.state === 'OPEN');
    const all = (open.length > 0 ? open : this.dialogs).flatMap((dialog) => dialog.participants);
    const seen = new Set<Party>();
    return all.filter(({ party }) => !seen.has(party) && seen.add(party));
  }

  includes(party: Party): boolean {
    return this.participants.some((one) => one.party === party && one.state === 'ACTIVE');
  }

  dialog(id: string): Dialog | undefined {
    return this.dialogs.find((dialog) => dialog.id === id);
  }

  get lastContent(): DialogEvent | undefined {
    return this.dialogs.findLast((dialog) => dialog.lastContent !== undefined)?.lastContent;
  }

  /** When the brand's answer is due, or -1 if nobody waits for one. Source: messaging.md §6.1. */
  get effectiveTtr(): number {
    const since = this.main.waitingSince;
    if (since === undefined) return -1;
    return this.manualEttr ?? since + this.ttr.value * 1_000;
  }

  /** Notes a change of the description at this moment. */
  touch(now: number): void {
    this.metaDataLastUpdateTs = Math.max(now, this.metaDataLastUpdateTs + 1);
    this.lastUpdateTime = Math.max(now, this.lastUpdateTime);
  }

  /** Closes every dialog that is open, and the conversation with them. */
  close(closing: Closing): void {
    for (const dialog of this.dialogs) {
      if (dialog.state === 'OPEN') dialog.close(closing);
    }
    this.stage = 'CLOSE';
    this.closeReason ??= closing.by;
    this.endTs = closing.at;
  }
}
