export interface RetryAfterTerms {
  /** The `Date` header of the same answer. Without it a `Retry-After` that names a date cannot be judged. */
  readonly serverDate?: string | undefined;
  /** @default 0 */
  readonly atLeast?: number;
  /** @default 600_000 */
  readonly atMost?: number;
}

/**
 * Milliseconds that a `Retry-After` header asks for, brought within the bounds. Absent when the header makes no sense:
 * then the caller's own rule applies. A date is compared with the server's own date, as our clock may be wrong.
 */
export const retryAfter = (header: string | undefined, terms: RetryAfterTerms = {}): number | undefined => {
  const { serverDate, atLeast = 0, atMost = 600_000 } = terms;
  const asked = header === undefined ? undefined : (seconds(header) ?? until(header, serverDate));
  return asked === undefined ? undefined : Math.max(atLeast, Math.min(asked, atMost));
};

const SECONDS = /^\d{1,10}$/;

const seconds = (header: string): number | undefined =>
  SECONDS.test(header.trim()) ? Number(header.trim()) * 1_000 : undefined;

const until = (header: string, serverDate = ''): number | undefined => {
  const wait = httpDate(header) - httpDate(serverDate);
  return Number.isNaN(wait) ? undefined : Math.max(wait, 0);
};

/** The one form of date that servers may send today (RFC 9110 §5.6.7); `Date.parse` alone accepts nearly anything. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

const httpDate = (text: string): number => (HTTP_DATE.test(text.trim()) ? Date.parse(text) : Number.NaN);
