import { checked, submitAsText } from './action.js';
import { builtElement } from './built-element.js';
import { optional, words } from './check.js';
import { clickOn, type TapOptions, tapOptions } from './click.js';
import type {
  ButtonElement,
  ButtonList,
  CheckboxElement,
  Checklist,
  ListElement,
  Section,
  SectionList,
  SubmitButton,
} from './element.js';
import { fault } from './fault.js';
import { given } from './given.js';
import { lookOf, type LookOptions, lookOptions } from './look.js';
import { text } from './text.js';

export interface CheckboxOptions extends LookOptions, TapOptions {
  /** What ticking it adds to the consumer's message. At most 250 characters. @default its text */
  readonly says?: string;
}

/** One choice of a section. */
export function checkbox(label: string, options?: CheckboxOptions): CheckboxElement {
  const chosen = given(options, ['says', ...lookOptions, ...tapOptions]);
  const { says = label } = chosen;
  words(250)(says, chosen.says === undefined ? 'text' : 'says');
  const click = clickOn(checked(says), chosen) ?? {};
  return builtElement<CheckboxElement>({ type: 'checkbox', text: label, ...lookOf(chosen), click });
}

/**
 * Checkboxes under a heading of their own, one part of a list.
 *
 * @param id tells the sections of a list apart. At most 256 characters.
 */
export function section(
  id: string,
  checkboxes: readonly CheckboxElement[],
  options?: { readonly title?: string },
): Section {
  const { title } = given(options, ['title']);
  optional(words(5_000))(title, 'title');
  const checklist = builtElement<Checklist>({ type: 'checklist', elements: checkboxes });
  const elements: Section['elements'] = title === undefined ? [checklist] : [text(title), checklist];
  return builtElement<Section>({ type: 'section', sectionID: id, elements });
}

/** Sends all that is ticked as one message. */
export function submit(title: string, options?: LookOptions & TapOptions): SubmitButton {
  const chosen = given(options, [...lookOptions, ...tapOptions]);
  const click = clickOn(submitAsText, chosen) ?? {};
  return builtElement<SubmitButton>({ type: 'submitButton', title, ...lookOf(chosen), click });
}

export interface ListOptions {
  readonly title: string;
  readonly sections: readonly Section[];
  readonly submit: SubmitButton;
  /** A second button, for example to go back. */
  readonly button?: ButtonElement;
}

/** A list of choices to tick, with a button to submit them. For the web window and the mobile SDKs. */
export function list(options: ListOptions): ListElement {
  const chosen = given(options, ['title', 'sections', 'submit', 'button']);
  const { title, sections, submit: first, button: second } = chosen;
  if (title === undefined) throw fault('title', 'is missing');
  words(5_000)(title, 'title');
  if (first === undefined) throw fault('submit', 'is missing. Give what submit() made');
  const sectionList = builtElement<SectionList>({ type: 'sectionList', elements: sections });
  const buttonList = builtElement<ButtonList>({
    type: 'buttonList',
    elements: second === undefined ? [first] : [first, second],
  });
  return builtElement<ListElement>({ type: 'list', elements: [text(title), sectionList, buttonList] });
}
