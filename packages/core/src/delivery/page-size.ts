/** A page that was asked for, and came. */
export interface Page {
  readonly asked: number;
  readonly got: number;
  /** What would be asked for on a good link. */
  readonly most: number;
}

/** A page may begin with the last event of the one before: of one event, it would bring nothing new. */
const LEAST = 2;
const GROWTH = 8;

/**
 * After a page was lost on its way: half of what was asked for. Losses of pages that were asked for together, as those of
 * one connection are, count once.
 */
export const sizeAfterLoss = (size: number, asked: number): number =>
  Math.min(size, Math.max(LEAST, Math.floor(asked / 2)));

/** After a page came: an eighth more, if the page was full and of the present size. Others prove nothing. */
export const sizeAfterPage = (size: number, { asked, got, most }: Page): number =>
  got < asked || asked < size ? size : Math.min(most, size + Math.ceil(size / GROWTH));
