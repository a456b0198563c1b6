import { linkAddress } from './addresses.js';
import { type Check, type Fields, fields, flag, kindOf, number, oneOf, optional, whole, words } from './check.js';
import { fault } from './fault.js';
import { given } from './given.js';
import { type Draft, plain } from './plain.js';

/*
 * What happens on a tap. `link`, `navigate` and `publishText` are in messaging.md §5.9; the others in LivePerson's public
 * schema of the web window (json-pollock).
 */

export interface LinkAction {
  readonly type: 'link';
  readonly uri: string;
  readonly name?: string;
  readonly target?: 'self' | 'blank' | 'slideout';
}

export interface NavigateAction {
  readonly type: 'navigate';
  readonly la: number;
  readonly lo: number;
  readonly name?: string;
}

export interface PublishAction {
  readonly type: 'publishText';
  readonly text: string;
}

export interface DatePickerAction {
  readonly type: 'datePicker';
  readonly class: 'single' | 'range';
  readonly title?: string;
  readonly minDate?: number;
  readonly maxDate?: number;
  readonly dateFormat?: string;
}

export type Action = LinkAction | NavigateAction | PublishAction | DatePickerAction;

/** The text that a ticked checkbox adds to what the consumer submits. */
export interface CheckedAction {
  readonly type: 'checked';
  readonly publishText: string;
}

export interface SubmitAction {
  readonly type: 'submitAsText';
  readonly submit: true;
}

export interface LinkOptions {
  readonly name?: string;
  /** Where the page opens in the web window. */
  readonly target?: 'self' | 'blank' | 'slideout';
}

/** Opens a page, or an app by its own scheme. It sends no message; add a `publish` if the bot is to know. */
export function link(uri: string, options?: LinkOptions): LinkAction {
  const { name, target } = given(options, ['name', 'target']);
  return built<LinkAction>({ type: 'link', uri, name, target });
}

/** Opens a map application at a place. It sends no message. */
export function navigate(latitude: number, longitude: number, options?: { readonly name?: string }): NavigateAction {
  const { name } = given(options, ['name']);
  return built<NavigateAction>({ type: 'navigate', la: latitude, lo: longitude, name });
}

/** Sends a text as the consumer's own message. At most 256 characters. */
export const publish = (text: string): PublishAction => built<PublishAction>({ type: 'publishText', text });

export interface DatePickerOptions {
  /** One day, or a first and a last. @default 'single' */
  readonly pick?: 'single' | 'range';
  /** At most 40 characters. */
  readonly title?: string;
  readonly from?: Date;
  readonly to?: Date;
  /** How the chosen day is written in the message that follows, as the window understands it: `MMMM do, YYYY`. */
  readonly format?: string;
}

/** Opens a calendar; the chosen day comes as the consumer's message. For the web window and the mobile SDKs. */
export function datePicker(options?: DatePickerOptions): DatePickerAction {
  const { pick = 'single', title, from, to, format } = given(options, ['pick', 'title', 'from', 'to', 'format']);
  const [minDate, maxDate] = [seconds(from, 'from'), seconds(to, 'to')];
  if (minDate !== undefined && maxDate !== undefined && minDate > maxDate) throw fault('from', 'is later than `to`');
  return built<DatePickerAction>({ type: 'datePicker', class: pick, title, minDate, maxDate, dateFormat: format });
}

/** Unix time in seconds: INFERRED from LivePerson's examples, its schema says no more than "integer". */
function seconds(date: Date | undefined, path: string): number | undefined {
  if (date === undefined) return undefined;
  if (!(date instanceof Date) || Number.isNaN(date.getTime())) throw fault(path, 'is no valid Date');
  return Math.floor(date.getTime() / 1_000);
}

/** The text that ticking a checkbox adds. At most 250 characters. */
export const checked = (says: string): CheckedAction => built<CheckedAction>({ type: 'checked', publishText: says });

export const submitAsText: SubmitAction = Object.freeze({ type: 'submitAsText', submit: true });

function built<T>(draft: Draft<T>): T {
  const action = plain(draft);
  checkAction(action, '');
  return action;
}

/** Passes what it does not know, such as `addToCart` or `custom`. */
export const checkAction: Check = (value, path) => {
  const type = kindOf(value, path);
  if (Object.hasOwn(shapes, type)) fields(shapes[type] ?? {})(value, path);
};

const shapes: Readonly<Record<string, Fields>> = {
  link: {
    uri: linkAddress,
    name: optional(words(256)),
    target: optional(oneOf('self', 'blank', 'slideout')),
  },
  navigate: { la: number(-90, 90), lo: number(-180, 180), name: optional(words(256)) },
  publishText: { text: words(256) },
  datePicker: {
    class: oneOf('single', 'range'),
    title: optional(words(40)),
    minDate: optional(whole(0, Number.MAX_SAFE_INTEGER)),
    maxDate: optional(whole(0, Number.MAX_SAFE_INTEGER)),
    dateFormat: optional(words(100)),
  },
  checked: { publishText: words(250) },
  submitAsText: { submit: flag },
};
