import { isObject, type JsonObject, readCount, readList, readText } from '@holdfast/core/protocol';
import type { FieldChange } from '../model/field-change.js';
import { Refusal } from '../refusal.js';
import { checker, id, type Schema, text } from '../schema.js';

/** Body of UpdateConversationField around its entries. */
export const updateSchema: Schema = {
  type: 'object',
  required: ['conversationId', 'conversationField'],
  properties: {
    conversationId: text(64),
    conversationField: {
      anyOf: [{ type: 'object' }, { type: 'array', minItems: 1, maxItems: 100, items: { type: 'object' } }],
    },
  },
};

const closeOnly = (field: string): Schema => ({
  required: ['conversationState'],
  properties: { field: { const: field }, conversationState: { const: 'CLOSE' } },
});

const note: Schema = { required: ['note'], properties: { note: { type: ['string', 'null'], maxLength: 5_000 } } };

/** One schema per entry. Source: messaging.md §5.8. */
const schemas: Readonly<Record<FieldChange['field'], Schema>> = {
  ParticipantsChange: {
    required: ['type', 'role', 'userId'],
    properties: {
      type: { enum: ['ADD', 'REMOVE', 'UPDATE', 'SUGGEST'] },
      role: { enum: ['ASSIGNED_AGENT', 'MANAGER', 'READER', 'AGENT', 'CONTROLLER'] },
      userId: text(128),
      dialogId: text(64),
    },
  },
  Skill: { required: ['type', 'skill'], properties: { type: { const: 'UPDATE' }, skill: id } },
  ConversationStateField: closeOnly('ConversationStateField'),
  Stage: closeOnly('Stage'),
  DialogChange: {
    required: ['type', 'dialog'],
    properties: {
      type: { enum: ['UPDATE', 'CREATE'] },
      dialogId: text(64),
      dialog: {
        type: 'object',
        required: ['dialogId'],
        properties: {
          dialogId: text(64),
          dialogType: text(64),
          state: { enum: ['OPEN', 'CLOSE'] },
          closedBy: text(64),
          closedCause: { type: 'string', maxLength: 1_024 },
        },
      },
    },
  },
  TTRField: {
    required: ['ttrType', 'value'],
    properties: {
      ttrType: { enum: ['NORMAL', 'URGENT', 'CUSTOM', 'PRIORITIZED'] },
      value: { type: 'number', minimum: 0 },
    },
  },
  DelayField: {
    required: ['type', 'tillWhen'],
    properties: { type: { enum: ['NIGHT', 'WEEKEND', 'HOLIDAY'] }, tillWhen: { type: 'integer', minimum: 0 } },
  },
  ManualETTR: { required: ['time'], properties: { time: { type: ['integer', 'null'], minimum: 0 } } },
  Note: note,
  TopicField: note,
  CSATRate: {
    properties: {
      csatRate: { type: 'integer', minimum: 1, maximum: 5 },
      csatResolutionConfirmation: { type: ['boolean', 'null'] },
      status: { enum: ['FILLED', 'PARTIALLY_FILLED', 'SKIPPED'] },
    },
  },
};

const checks: ReadonlyMap<string | undefined, (entry: unknown) => JsonObject> = new Map(
  Object.entries(schemas).map(([name, schema]) => [name, checker<JsonObject>({ type: 'object', ...schema })]),
);

/**
 * Reads the entries of an UpdateConversationField request.
 *
 * @throws Refusal naming the first entry that is unknown or malformed.
 */
export const readFieldChanges = (conversationField: unknown): readonly FieldChange[] =>
  readList(conversationField).map((entry) => {
    const name = isObject(entry) ? readText(entry['field'], 64) : undefined;
    const check = checks.get(name);
    if (check === undefined) throw new Refusal(400, 'Bad Request, unknown conversationField');
    return flatten(check(entry));
  });

/** Brings a checked entry into the form that the model takes. */
function flatten(entry: JsonObject): FieldChange {
  const { dialog } = entry;
  const skill = readText(entry['skill'], 128);
  const nested = isObject(dialog) ? { dialogType: 'MAIN', ...dialog } : {};
  const numbers = entry['field'] === 'TTRField' ? { value: readCount(entry['value']) ?? 0 } : {};
  return { ...entry, ...nested, ...(skill === undefined ? {} : { skill }), ...numbers } as FieldChange;
}
