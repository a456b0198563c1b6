import { SimulatorError } from '../errors.js';

/** A rule that cannot work, or that failed at work. */
export class FaultRuleError extends SimulatorError {
  override readonly code = 'FAULT_RULE';

  constructor(
    /** Path of the field, as in `match.nth`. */
    readonly field: string,
    fact: string,
    options?: ErrorOptions,
  ) {
    super(`Field ${field} of the fault rule ${fact}`, options);
  }
}

/** A rule ended before it acted even once. */
export class FaultNotFiredError extends SimulatorError {
  override readonly code = 'FAULT_NOT_FIRED';

  constructor(readonly rule: string) {
    super(
      `The fault rule "${rule}" was taken away before it acted. Check that its match describes what really happens: platform.log and platform.frames show it.`,
    );
  }
}
