/** An arena was used in a way that cannot work. */
export class ArenaError extends Error {
  readonly code = 'ARENA';
  override readonly name = 'ArenaError';
}
