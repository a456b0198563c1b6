/**
 * The text with its shape and without its words: letters become x or X, digits 9, all else stays. Words of the list stay
 * as they are.
 *
 * @param words in lower case.
 */
export const maskText = (text: string, words: ReadonlySet<string>): string =>
  text
    .replace(WORD, (word) => (words.has(word.toLowerCase()) ? word : word.replace(CAPITAL, 'X').replace(SMALL, 'x')))
    .replace(DIGIT, '9');

const WORD = /[\p{L}\p{M}]+/gu;
const CAPITAL = /\p{Lu}/gu;
const SMALL = /(?!X)[\p{L}\p{M}]/gu;
const DIGIT = /\p{N}/gu;
