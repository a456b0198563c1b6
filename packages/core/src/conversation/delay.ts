/** The contact centre is closed, and until when. */
export interface Delay {
  /** `NIGHT`, `WEEKEND`, `HOLIDAY`. */
  readonly type: string;
  readonly until?: Date;
}
