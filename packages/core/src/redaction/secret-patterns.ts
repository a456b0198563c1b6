import { REDACTED } from './secrets.js';

/**
 * Shapes that give a secret away even if nobody has told us its value. Each begins only where the run of characters
 * before it has ended, so that hostile text costs linear time.
 */
const PATTERNS: readonly (readonly [shape: RegExp, replacement: string])[] = [
  // the path of the messaging socket ends with the bearer
  [/(messaging(?:\/|%2f)(?:brand|consumer)(?:\/|%2f))[^\s?#"'/]+/gi, `$1${REDACTED}`],
  // user and password of a URL
  [/((?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"']*@/gi, `$1${REDACTED}@`],
  // header lines
  [/((?<![a-z])(?:authorization|cookie|x-lp-on-behalf)["']?[ \t]{0,4}[:=][ \t]{0,4}).+/gi, `$1${REDACTED}`],
  // query values, form values, fields of JSON text
  [
    /((?<![a-z])[a-z_-]{0,30}(?:token|secret|password|passwd|bearer|csrf|app_?key|signature|assertion|samlresponse|session_?id)\\?["']?[ \t]{0,4}[:=][ \t]{0,4})(?:\\?"[^"]*"?|'[^']*'?|[^\s&,;"'}]+)/gi,
    `$1${REDACTED}`,
  ],
  // authorization schemes; the length keeps prose such as "the bearer was refused" readable
  [/((?<![a-z])(?:bearer|basic|jwt)[ \t]{1,4})[\w\-.~+/=%]{16,}/gi, `$1${REDACTED}`],
  // JSON web tokens
  [/(?<![\w-])eyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*){0,3}/g, REDACTED],
  // bearers and csrf tokens of LivePerson
  [/(?<![0-9a-f])[0-9a-f]{64,}/gi, REDACTED],
];

/** The text without anything that looks like a secret. */
export const redactPatterns = (text: string): string =>
  PATTERNS.reduce((clean, [shape, replacement]) => clean.replace(shape, replacement), text);
