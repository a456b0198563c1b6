import { HoldfastError } from '@holdfast/core/internal';

/** A consumer waited in vain. What was heard meanwhile is in `conversation.messages`; people's words are in no error. */
export class NotHeardError extends HoldfastError {
  override readonly code = 'NOT_HEARD';
  override readonly transient = true;
}
