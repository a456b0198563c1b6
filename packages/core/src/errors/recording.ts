import { HoldfastError, type HoldfastErrorOptions } from './holdfast-error.js';

/** A file that is no recording, or one that is damaged or too large to be read. */
export class RecordingUnreadableError extends HoldfastError {
  override readonly code = 'RECORDING_UNREADABLE';
  override readonly transient = false;

  /** @param line of the file, from 1, where the fault is in one. */
  constructor(
    message: string,
    readonly line?: number,
    options?: HoldfastErrorOptions,
  ) {
    super(message, options);
  }
}

/** A recording of a version, or with a kind of entry, that this version of Holdfast does not know. */
export class RecordingVersionError extends HoldfastError {
  override readonly code = 'RECORDING_VERSION';
  override readonly transient = false;
}

/** The recording does not hold what the replayed bot asked for. It exists in replays only. */
export class NotRecordedError extends HoldfastError {
  override readonly code = 'NOT_RECORDED';
  override readonly transient = false;
}
