import type { JsonObject } from '../protocol/read.js';
import type { RichElement } from './element.js';

/** Content that has been made and checked: by `richContent`, or by `text` with quick replies. */
export interface BuiltContent {
  /** The event of the publish request, ready for the wire. Source: messaging.md §5.9. */
  readonly event: JsonObject;
  /** The limit of the request's size, if its author has set one. */
  readonly characters?: number;
}

/** What may be said: plain text, what a builder made, or an element, which goes out as `richContent(element)` would. */
export type Content = string | BuiltContent | RichElement;
