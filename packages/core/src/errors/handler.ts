import { HoldfastError, type HoldfastErrorOptions } from './holdfast-error.js';

/** A handler ran longer than `handlerTimeout`. Its signal was aborted. */
export class HandlerTimeoutError extends HoldfastError {
  override readonly code = 'HANDLER_TIMEOUT';
  override readonly transient = true;
}

/** A reply of a handler that had already timed out or was drained: a later attempt speaks for the message now. */
export class LateReplyError extends HoldfastError {
  override readonly code = 'LATE_REPLY';
  override readonly transient = false;
}

/** A reply in a dialog that is closed. A message that fails because of it is not tried again. */
export class DialogClosedError extends HoldfastError {
  override readonly code = 'DIALOG_CLOSED';
  override readonly transient = false;
}

/** A handler threw; `cause` is what it threw, whatever that is. */
export class HandlerFailedError extends HoldfastError {
  override readonly code = 'HANDLER_FAILED';
  override readonly transient = true;

  constructor(
    readonly className: string,
    readonly method: string,
    message: string,
    options?: HoldfastErrorOptions,
  ) {
    super(message, options);
  }
}
