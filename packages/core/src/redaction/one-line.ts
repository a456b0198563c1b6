/** Colours, cursor moves and titles, as terminals understand them. */
// oxlint-disable-next-line no-control-regex -- these characters are what it looks for
const TERMINAL_SEQUENCE = /\u001b(?:\[[0-9;:<=>?]{0,40}[ -/]{0,4}[@-~]|\][^\u0007\u001b]{0,400}(?:\u0007|\u001b\\))/g;

/** The text without terminal sequences. */
export const stripTerminalSequences = (text: string): string => text.replace(TERMINAL_SEQUENCE, '');

/** Control and format characters, lone surrogates, line and paragraph separators. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text on one line: whatever could break, hide or reorder a line of a log is written as an escape. */
export const oneLine = (text: string): string =>
  text.replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return SHORT[character] ?? `\\u${code.toString(16).padStart(4, '0')}`;
  });
