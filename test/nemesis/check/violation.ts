/** A promise that was broken, in one dialog. */
export interface Violation {
  readonly promise: 'lost' | 'twice' | 'disorder' | 'overlap' | 'unmarked';
  readonly dialogId: string;
  /** The message that it is about. */
  readonly sequence: number;
  readonly fact: string;
}
