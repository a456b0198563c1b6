import type { FaultRule } from './fault-rule.js';
import { FaultRuleError } from './fault-rule-error.js';
import { actionName, checkAction } from './check-action.js';
import { isRecord, isText, refuse } from './rule-check.js';

type Check = (value: unknown, field: string) => void;

/**
 * Refuses what cannot work, since rules also come from plain JavaScript. Gives the name of the action.
 *
 * @throws FaultRuleError naming the field.
 */
export function checkRule(rule: FaultRule): string {
  const given: unknown = rule;
  if (!isRecord(given)) throw new FaultRuleError('match', 'is missing: a rule is { match, action }.');
  checkFields(given, { fields: ruleFields, at: '' });
  const match = given['match'];
  if (!isRecord(match)) return refuse('match', 'is missing. Say what the fault is for, as in { request: "login" }.');
  const kinds = Object.keys(matchFields).filter((kind) => kind in match);
  const [kind] = kinds;
  const fields = kind === undefined ? undefined : matchFields[kind];
  if (kind === undefined || fields === undefined || kinds.length > 1) {
    return refuse('match', `must have exactly one of ${Object.keys(matchFields).join(', ')}.`);
  }
  checkFields(match, { fields, at: 'match.' });
  if (match['nth'] !== undefined && given['after'] !== undefined) {
    return refuse('after', 'says the same as match.nth in another way. Leave one of them out.');
  }
  if (match['answerTo'] !== undefined && match['frame'] !== 'toClient') {
    return refuse('match.answerTo', 'is for frames toClient: only the platform answers.');
  }
  checkAction(given['action'], { kind, toServer: match['frame'] === 'toServer' });
  return actionName(given['action']);
}

const wholeNumber =
  (least: number): Check =>
  (value, field) => {
    const ok = typeof value === 'number' && value >= least && (Number.isInteger(value) || value === Infinity);
    if (!ok) refuse(field, `must be a whole number from ${least}.`);
  };
const text: Check = (value, field) => isText(value) || refuse(field, 'must be a text that is not empty.');
const textOrPattern: Check = (value, field) =>
  isText(value) || value instanceof RegExp || refuse(field, 'must be a text that is not empty, or a RegExp.');
const aFunction: Check = (value, field) => typeof value === 'function' || refuse(field, 'must be a function.');
const oneOf =
  (...values: readonly string[]): Check =>
  (value, field) =>
    values.some((one) => one === value) || refuse(field, `must be one of ${values.join(', ')}.`);
const within =
  (least: number, most: number): Check =>
  (value, field) =>
    (typeof value === 'number' && value >= least && value <= most) ||
    refuse(field, `must be a number from ${least}${most === Infinity ? '' : ` to ${most}`}.`);
const anything: Check = () => {};
const side = oneOf('agent', 'consumer', 'any');

type Fields = Readonly<Record<string, Check>>;

const ruleFields: Fields = {
  match: anything,
  action: anything,
  name: text,
  times: wholeNumber(1),
  after: wholeNumber(0),
  chance: within(0, 1),
};

const matchFields: Readonly<Record<string, Fields>> = {
  connect: { connect: side, nth: wholeNumber(1), username: text, where: aFunction },
  request: { request: textOrPattern, method: text, where: aFunction },
  frame: {
    frame: oneOf('toClient', 'toServer'),
    type: textOrPattern,
    answerTo: textOrPattern,
    of: side,
    username: text,
    where: aFunction,
  },
  open: { open: side, username: text, delayAfterOpen: within(0, Infinity), where: aFunction },
};

function checkFields(
  given: Readonly<Record<string, unknown>>,
  { fields, at }: { readonly fields: Fields; readonly at: string },
): void {
  for (const [name, value] of Object.entries(given)) {
    const check = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (check === undefined)
      return refuse(`${at}${name}`, `does not exist. There are ${Object.keys(fields).join(', ')}.`);
    if (value !== undefined) check(value, `${at}${name}`);
  }
}
