import { type HoldfastError, RequestRefusedError, ThrottledError } from '@holdfast/core/internal';

/** The platform's least wait after a 429. */
const THROTTLED_FOR = 1_000;

/**
 * The error of an answer with this code, or `undefined` for a code that means success (up to 399).
 * The platform's own text may echo a bearer or a consumer, so only the code is told.
 */
export function refusedAnswer(requestType: string, code: number): HoldfastError | undefined {
  if (code <= 399) return undefined;
  if (code === 429) {
    return new ThrottledError(
      `The platform throttled ${requestType} (code 429). Wait at least ${THROTTLED_FOR} ms, then ask less often.`,
      THROTTLED_FOR,
    );
  }
  return new RequestRefusedError(
    requestType,
    code,
    `The platform refused ${requestType} (code ${code}). ${remedy(code)}`,
  );
}

const remedy = (code: number): string =>
  code >= 500
    ? 'This is a failure on its side; a later attempt may succeed.'
    : 'Check the fields of the request and that the conversation is still open to this bot.';
