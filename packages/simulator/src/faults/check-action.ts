import { isDuration, isRecord, refuse } from './rule-check.js';

interface Place {
  readonly kind: string;
  readonly toServer: boolean;
}

type Check = (value: unknown, place: Place) => unknown;

/** The name of an action: its text, or the field that says what it is. */
export const actionName = (action: unknown): string =>
  typeof action === 'string'
    ? action
    : (Object.keys(isRecord(action) ? action : {}).find((key) => key in details) ?? '');

/** @throws FaultRuleError naming the field. */
export function checkAction(action: unknown, place: Place): void {
  const allowed = actions[place.kind] ?? [];
  const name = actionName(action);
  if (!allowed.includes(name)) {
    refuse('action', `must be one of ${allowed.join(', ')} for a match of ${place.kind}.`);
  }
  const check = details[name];
  if (!isRecord(action)) {
    if (check !== undefined && name !== 'freeze') refuse('action', `needs details: { ${name}: … }.`);
    return;
  }
  for (const field of Object.keys(action)) {
    const known = field === name || (name === 'close' && field === 'reason');
    if (!known) refuse(`action.${field}`, `does not go with ${name}.`);
  }
  if (
    action['reason'] !== undefined &&
    (typeof action['reason'] !== 'string' || Buffer.byteLength(action['reason']) > 123)
  ) {
    refuse('action.reason', 'must be a text of at most 123 bytes.');
  }
  if (check === undefined) refuse('action', `is plain: '${name}'.`);
  else check(action[name], place);
}

const ofSocket = ['close', 'reset', 'freeze', 'thaw', 'inject', 'raw'];

const actions: Readonly<Record<string, readonly string[]>> = {
  connect: ['refuse', 'hang', 'trickle', 'answer', 'close', 'delay'],
  request: [
    'refuse',
    'hang',
    'trickle',
    'answer',
    'delay',
    'loseAnswer',
    'dropAfterAnswer',
    'dropOnReuse',
    'truncate',
    'gzipBomb',
    'html',
  ],
  frame: [...ofSocket, 'drop', 'duplicate', 'reorder', 'delay', 'replaceWith', 'answer'],
  open: ofSocket,
};

const isStatus = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599;

/** Codes that may stand in a close frame. Source: RFC 6455 §7.4. */
const isCloseCode = (value: unknown): boolean =>
  Number.isInteger(value) &&
  ((Number(value) >= 1000 && Number(value) <= 1014 && ![1004, 1005, 1006].includes(Number(value))) ||
    (Number(value) >= 3000 && Number(value) <= 4999));

/** The actions that say more than their name. */
const details: Readonly<Record<string, Check>> = {
  close: (code) =>
    isCloseCode(code) ||
    refuse('action.close', 'must be a code that a close frame may carry: 1000 to 1014 or 3000 to 4999.'),
  delay: (delay) => {
    const range =
      isRecord(delay) && isDuration(delay['from']) && isDuration(delay['to']) && delay['from'] <= delay['to'];
    if (!isDuration(delay) && !range) refuse('action.delay', 'must be ms from 0, or { from, to } of them.');
  },
  trickle: (trickle) =>
    (isRecord(trickle) && isDuration(trickle['every']) && trickle['every'] > 0) ||
    refuse('action.trickle', 'must be { every } with ms above 0.'),
  freeze: (freeze) =>
    (isRecord(freeze) && isDuration(freeze['for'])) || refuse('action.freeze', 'must be { for } with ms from 0.'),
  inject: (frame, { kind }) =>
    isRecord(frame) ||
    (kind === 'frame' && typeof frame === 'function') ||
    refuse('action.inject', `must be a frame${kind === 'frame' ? ', or a function that makes one' : ''}.`),
  raw: (raw) =>
    typeof raw === 'string' || raw instanceof Uint8Array || refuse('action.raw', 'must be a text or a Uint8Array.'),
  replaceWith: (frame) =>
    isRecord(frame) ||
    typeof frame === 'function' ||
    refuse('action.replaceWith', 'must be a frame, or a function that makes one.'),
  gzipBomb: (bytes) =>
    (Number.isInteger(bytes) && Number(bytes) > 0) || refuse('action.gzipBomb', 'must be a number of bytes above 0.'),
  answer: (answer, { kind, toServer }) => {
    if (!isRecord(answer)) return refuse('action.answer', 'must be an object.');
    if (kind !== 'frame') {
      return isStatus(answer['status']) || refuse('action.answer.status', 'must be an HTTP status from 200 to 599.');
    }
    if (!toServer) return refuse('action.answer', 'is for requests of clients, so for frames toServer.');
    return Number.isInteger(answer['code']) || refuse('action.answer.code', 'must be a whole number.');
  },
};
