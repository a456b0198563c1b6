import { changeNames, isChangeName } from '../conversation/changes.js';
import type { Complain } from './complain.js';
import type { HandlerInputs } from './handler-inputs.js';

/** Reads the argument of a decorator, which plain JavaScript may have got wrong. */
export type ReadTest<Input> = (filter: unknown, complain: Complain) => (input: Input) => boolean;

/** One for all bots. */
const all = (): boolean => true;

export const everything: ReadTest<unknown> = (filter, complain) => {
  if (filter !== undefined) throw complain('takes nothing between its parentheses');
  return all;
};

/** Whoever was moved away finds the conversation still open. */
export const closeTest: ReadTest<HandlerInputs['close']> = (filter, complain) => {
  if (filter === undefined) return all;
  if (filter !== 'closed' && filter !== 'left') throw complain("takes 'closed', 'left' or nothing");
  return ({ state, stage }) => (state === 'CLOSE' || stage === 'CLOSE') === (filter === 'closed');
};

export const changeTest: ReadTest<HandlerInputs['change']> = (filter, complain) => {
  if (filter === undefined) return all;
  if (!isChangeName(filter)) throw complain(`takes nothing, or the name of a change: ${changeNames.join(', ')}`);
  return ({ change }) => change === filter;
};

export const receiptTest: ReadTest<HandlerInputs['receipt']> = (filter, complain) => {
  if (filter === undefined) return all;
  if (typeof filter !== 'string' || filter === '') throw complain("takes a status such as 'READ', or nothing");
  return ({ status }) => status === filter;
};

export const participantTest: ReadTest<HandlerInputs['participant']> = (filter, complain) => {
  if (filter === undefined) return all;
  if (filter !== 'joined' && filter !== 'left') throw complain("takes 'joined', 'left' or nothing");
  return ({ change }) => change === filter;
};

export const consumerStateTest: ReadTest<HandlerInputs['consumerState']> = (filter, complain) => {
  if (filter === undefined) return all;
  if (typeof filter !== 'string' || filter === '') throw complain("takes a state such as 'COMPOSING', or nothing");
  return ({ state }) => state === filter;
};
