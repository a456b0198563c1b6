import type { Metadata } from '../protocol/metadata.js';
import type { Action, CheckedAction, SubmitAction } from './action.js';
import type { WireStyle } from './style.js';

/*
 * Elements of structured content as they go over the wire. Source: messaging.md §5.9; fields and limits beyond it from
 * LivePerson's public schema of the web window (json-pollock).
 */

/** What an element does when it is tapped, and what the platform attaches to the consumer's message then. */
export interface Click<A = Action> {
  readonly actions?: readonly A[];
  readonly metadata?: readonly Metadata[];
}

/** What every element that can be seen may have. */
interface Visible {
  readonly tooltip?: string;
  readonly tag?: string;
  readonly rtl?: boolean;
  readonly style?: WireStyle;
}

export interface TextElement extends Visible {
  readonly type: 'text';
  readonly text: string;
  readonly click?: Click;
}

export interface ImageElement extends Visible {
  readonly type: 'image';
  readonly url: string;
  readonly caption?: string;
  readonly click?: Click;
}

export interface ButtonElement extends Visible {
  readonly type: 'button';
  readonly title: string;
  readonly click: Click;
}

export interface MapElement extends Visible {
  readonly type: 'map';
  readonly la: number;
  readonly lo: number;
  readonly click?: Click;
}

export interface Vertical {
  readonly type: 'vertical';
  readonly tag?: string;
  readonly border?: Border;
  readonly elements: readonly RichElement[];
}

export interface Horizontal {
  readonly type: 'horizontal';
  readonly tag?: string;
  readonly border?: Border;
  readonly elements: readonly RichElement[];
}

export type Border = 'border' | 'borderLess' | 'dropShadow';

export interface Carousel {
  readonly type: 'carousel';
  readonly tooltip?: string;
  readonly padding?: number;
  readonly elements: readonly (Vertical | Horizontal)[];
}

export interface CheckboxElement extends Visible {
  readonly type: 'checkbox';
  readonly text: string;
  readonly click: Click<CheckedAction>;
}

export interface SubmitButton extends Visible {
  readonly type: 'submitButton';
  readonly title: string;
  readonly click: Click<SubmitAction>;
}

export interface Checklist {
  readonly type: 'checklist';
  readonly elements: readonly CheckboxElement[];
}

export interface Section {
  readonly type: 'section';
  readonly sectionID: string;
  readonly elements: readonly [Checklist] | readonly [TextElement, Checklist];
}

export interface SectionList {
  readonly type: 'sectionList';
  readonly elements: readonly Section[];
}

export interface ButtonList {
  readonly type: 'buttonList';
  readonly elements: readonly [SubmitButton] | readonly [SubmitButton, ButtonElement];
}

export interface ListElement {
  readonly type: 'list';
  readonly elements: readonly [TextElement, SectionList, ButtonList];
}

/** Whatever may stand in a layout, or be sent by itself. */
export type RichElement =
  TextElement | ImageElement | ButtonElement | MapElement | Vertical | Horizontal | Carousel | ListElement;
