import { parseAst } from 'rollup/parseAst';

/** Lines that hold nothing but a comment, or a part of one. */
const COMMENTS = /^[ \t]*(?:\/\*(?:(?!\*\/)[^])*\*\/[ \t]*|\/\/.*)$/gm;

/**
 * The code of a module without the comments that have lines of their own: what they say to authors stands in the declarations,
 * too. Every line keeps its number. What looks like a comment and is none is found out, since the code must mean the same.
 */
export function withoutComments(code, name) {
  const bare = code.replace(COMMENTS, (comment) => comment.replace(/[^\n]+/g, ''));
  if (meaning(bare) !== meaning(code)) throw new Error(`${name} has text that looks like a comment.`);
  return bare;
}

const meaning = (code) => JSON.stringify(parseAst(code), (key, value) => (POSITIONS.test(key) ? undefined : value));

/** Where something stands, and what comments say to Rollup. */
const POSITIONS = /^(?:start|end|_rollup\w+)$/;
