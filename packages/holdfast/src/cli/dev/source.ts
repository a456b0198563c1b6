/** A bot file, and what it takes to run it. */
export interface Source {
  /** What Node.js runs once it is built. */
  readonly program: string;
  /** Folders and files that matter, all that lies below them included. */
  readonly watched: readonly string[];
  /** Folders below them that do not. */
  readonly ignored: readonly string[];
  /** Makes the program from its sources. */
  build(signal: AbortSignal): Promise<Built>;
}

export interface Built {
  readonly ok: boolean;
  /** What there is to tell about it; the complaints of the compiler, mostly. */
  readonly says: string;
}
