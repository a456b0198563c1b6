import type { Role } from './message-event.js';
import { field, isObject, type JsonObject, readCount, readList, readNumber, readString, readText } from './read.js';

/** One entry of an `ExConversationChangeNotification`. Source: messaging.md §6.1. */
export interface ConversationChange {
  /** `DELETE`: it no longer matches the subscription — closed, transferred away, or this agent left. */
  readonly type: 'UPSERT' | 'DELETE';
  readonly conversation: ConversationSnapshot;
}

export type OpenState = 'OPEN' | 'CLOSE';

/** A conversation as the platform described it at one moment. */
export interface ConversationSnapshot {
  readonly id: string;
  /** State of the main dialog. */
  readonly state: OpenState;
  /** State of the whole conversation; still `OPEN` during a survey that follows the main dialog. */
  readonly stage: OpenState;
  /** Absent where the platform says `"-1"`. */
  readonly skillId?: string;
  readonly participants: readonly ParticipantSnapshot[];
  readonly dialogs: readonly DialogSnapshot[];
  readonly startTs?: number;
  readonly endTs?: number;
  /** Orders notifications: a lower one than the last seen is late and to be dropped. */
  readonly metaDataLastUpdateTs?: number;
  /** `AGENT`, `CONSUMER`, `TIMEOUT`, `SYSTEM`. */
  readonly closeReason?: string;
  readonly ttr?: { readonly type: string; readonly seconds?: number };
  /** Epoch milliseconds when the brand's answer is due; absent where the platform says `-1`. */
  readonly effectiveTtr?: number;
  /** Overrides both the time to respond and the delay; epoch milliseconds. */
  readonly manualEttr?: number;
  /** Set while the contact centre is closed. */
  readonly delay?: { readonly type: string; readonly until?: number };
  readonly unread: Readonly<Record<string, number>>;
  readonly context?: JsonObject;
  readonly campaignInfo?: JsonObject;
  readonly note?: string;
  readonly topic?: string;
  /** The consumer's rating, as it came. */
  readonly csat?: JsonObject;
}

export interface ParticipantSnapshot {
  /** Old id of an agent, or the consumer's id. */
  readonly id: string;
  readonly pid?: string;
  readonly role: Role;
}

export interface DialogSnapshot {
  readonly id: string;
  /** `MAIN`, `POST_SURVEY`, or another type that we keep as it came. */
  readonly type: string;
  readonly channelType?: string;
  readonly state: OpenState;
  readonly creationTs?: number;
  readonly endTs?: number;
  readonly closedBy?: string;
  readonly closedCause?: string;
  readonly metaData?: JsonObject;
  readonly participants: readonly DialogParticipantSnapshot[];
}

export interface DialogParticipantSnapshot {
  readonly id: string;
  readonly role: Role;
  /** `SUGGESTED` = offered and not accepted. Missing before v2.1, read as `ACTIVE`. */
  readonly state: 'ACTIVE' | 'SUGGESTED';
}

const ID = 256;

/** Reads the changes of a notification body; entries without a conversation id are dropped. */
export const readConversationChanges = (body: unknown): readonly ConversationChange[] =>
  readList(field(body, 'changes')).flatMap((change) => {
    const conversation = readConversation(field(change, 'result'));
    if (conversation === undefined) return [];
    return [{ type: field(change, 'type') === 'DELETE' ? 'DELETE' : 'UPSERT', conversation }];
  });

const openState = (value: unknown): OpenState | undefined =>
  value === 'OPEN' || value === 'CLOSE' ? value : undefined;

const positive = (value: unknown): number | undefined => {
  const number = readNumber(value);
  return number !== undefined && number >= 0 ? number : undefined;
};

function readConversation(result: unknown): ConversationSnapshot | undefined {
  if (!isObject(result)) return undefined;
  const details = isObject(result['conversationDetails']) ? result['conversationDetails'] : {};
  const id = readText(result['convId'], ID) ?? readText(details['convId'], ID);
  if (id === undefined) return undefined;
  const state = openState(details['state']) ?? 'OPEN';
  const participants = trimmed(readParticipants(details));
  const known = [id, ...participants.flatMap(({ id: old, pid, role }) => [old, pid, role])];
  const skillId = readText(details['skillId'], ID);
  const ttrType = readText(field(details['ttr'], 'ttrType'), 64);
  const delayType = readText(field(details['delay'], 'type'), 64);
  return compact<ConversationSnapshot>({
    id,
    state,
    stage: openState(details['stage']) ?? state,
    skillId: skillId === '-1' ? undefined : skillId,
    participants,
    dialogs: trimmed(readList(details['dialogs']).flatMap((dialog) => readDialog(dialog, known))),
    startTs: readCount(details['startTs']),
    endTs: readCount(details['endTs']),
    metaDataLastUpdateTs: readCount(details['metaDataLastUpdateTs']),
    closeReason: readText(details['closeReason'], 64),
    ttr:
      ttrType === undefined ? undefined : compact({ type: ttrType, seconds: positive(field(details['ttr'], 'value')) }),
    effectiveTtr: positive(result['effectiveTTR']),
    manualEttr: positive(details['manualETTR']),
    delay:
      delayType === undefined
        ? undefined
        : compact({ type: delayType, until: positive(field(details['delay'], 'tillWhen')) }),
    unread: readUnread(result['numberOfunreadMessages']),
    context: isObject(details['context']) ? details['context'] : undefined,
    campaignInfo: isObject(details['campaignInfo']) ? details['campaignInfo'] : undefined,
    note: readString(details['note']),
    topic: readString(details['topic']),
    csat: isObject(details['csat']) ? details['csat'] : undefined,
  });
}

/**
 * v2 has two maps, role → old ids and role → PIDs, in the same order within a role; the second may be shorter or lack
 * the role. v3 has one list of `{id, role}`. Source: messaging.md §6.1, §7.
 */
function readParticipants(details: JsonObject): readonly ParticipantSnapshot[] {
  const named = details['participants'];
  if (Array.isArray(named)) {
    return named.flatMap((entry) => {
      const id = readText(field(entry, 'id'), ID);
      return id === undefined ? [] : [{ id, role: readText(field(entry, 'role'), 64) ?? '' }];
    });
  }
  if (!isObject(named)) return [];
  return Object.keys(named).flatMap((role) => {
    const pids = readList(field(details['participantsPId'], role));
    return readList(named[role]).flatMap((value, index) => {
      const id = readText(value, ID);
      return id === undefined ? [] : [compact<ParticipantSnapshot>({ id, pid: readText(pids[index], ID), role })];
    });
  });
}

/** @param known texts of the conversation, most of which a dialog repeats: kept as long, they are to be kept once. */
function readDialog(value: unknown, known: readonly (string | undefined)[]): readonly DialogSnapshot[] {
  if (!isObject(value)) return [];
  const once = (text: string): string => known.find((other) => other === text) ?? text;
  const id = readText(value['dialogId'], ID);
  if (id === undefined) return [];
  return [
    compact<DialogSnapshot>({
      id: once(id),
      type: readText(value['dialogType'], 64) ?? 'MAIN',
      channelType: readText(value['channelType'], 64),
      state: openState(value['state']) ?? 'OPEN',
      creationTs: readCount(value['creationTs']),
      endTs: readCount(value['endTs']),
      closedBy: readText(value['closedBy'], 64),
      closedCause: readString(value['closedCause']),
      metaData: isObject(value['metaData']) ? value['metaData'] : undefined,
      participants: trimmed(
        readList(value['participantsDetails']).flatMap((entry) => {
          const participant = readText(field(entry, 'id'), ID);
          const state = field(entry, 'state') === 'SUGGESTED' ? ('SUGGESTED' as const) : ('ACTIVE' as const);
          return participant === undefined
            ? []
            : [{ id: once(participant), role: once(readText(field(entry, 'role'), 64) ?? ''), state }];
        }),
      ),
    }),
  ];
}

function readUnread(value: unknown): Readonly<Record<string, number>> {
  if (!isObject(value)) return NOTHING;
  const entries = Object.keys(value).map((id) => [id, readCount(value[id]) ?? 0] as const);
  return entries.length === 0 ? NOTHING : Object.fromEntries(entries);
}

const NOTHING = Object.freeze({});

/** A list that has grown has room for seventeen entries, and it is kept as long as its conversation is open. */
const trimmed = <T>(list: readonly T[]): readonly T[] => [...list];

/** Leaves out the fields that are `undefined`, so that "missing" has one form. */
const compact = <T extends object>(value: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
