import type { Action } from './action.js';
import { builtElement } from './built-element.js';
import { type Actions, clickOn, type TapOptions, tapOptions } from './click.js';
import type { ButtonElement } from './element.js';
import { fault } from './fault.js';
import { given } from './given.js';
import { lookOf, type LookOptions, lookOptions } from './look.js';

export interface ButtonOptions extends LookOptions, TapOptions {}

/**
 * A button, which stays in the conversation and can be tapped again.
 *
 * @param title at most 128 characters.
 * @param actions one action, or up to four. Only `publish` and `datePicker` send a message, so only they tell the bot.
 */
export function button(title: string, actions: Actions<Action>, options?: ButtonOptions): ButtonElement {
  const chosen = given(options, [...lookOptions, ...tapOptions]);
  const click = clickOn(actions, chosen);
  if (actions === undefined || click === undefined) {
    throw fault('click.actions', 'is missing. Say what the button does, for example publish("yes")');
  }
  return builtElement<ButtonElement>({ type: 'button', title, ...lookOf(chosen), click });
}
