/** The base of every error of the simulator. Match on `code`, never on the message. */
export abstract class SimulatorError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Something else already listens on the port that was asked for. */
export class PortInUseError extends SimulatorError {
  override readonly code = 'PORT_IN_USE';

  constructor(
    readonly port: number,
    cause: unknown,
  ) {
    super(
      `The simulator cannot listen on port ${port}: another process does. Stop that process, or start with { port: 0 } to get a free port.`,
      { cause },
    );
  }
}

/** The address cannot be listened on for a reason other than its port being taken. */
export class ListenError extends SimulatorError {
  override readonly code = 'LISTEN';

  constructor(
    readonly address: string,
    cause: unknown,
  ) {
    super(
      `The simulator cannot listen on ${address}. Check that the host is an address of this machine, and that this user may open the port.`,
      { cause },
    );
  }
}

/** An option that cannot work, or a name that the simulated account does not have. */
export class SimulatorOptionError extends SimulatorError {
  override readonly code = 'SIMULATOR_OPTION';

  constructor(
    readonly option: string,
    fact: string,
    options?: ErrorOptions,
  ) {
    super(`Option ${option} of the simulator: ${fact}`, options);
  }
}

/** A scripted consumer did not hear, or a scripted agent was not offered, what its test waited for. */
export class NotHeardError extends SimulatorError {
  override readonly code = 'NOT_HEARD';
}

/** The platform refused, or never answered, something that a scripted consumer asked for. */
export class ConsumerRefusedError extends SimulatorError {
  override readonly code = 'CONSUMER_REFUSED';

  constructor(
    readonly status: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The platform refused, or never answered, something that a scripted agent asked for. */
export class AgentRefusedError extends SimulatorError {
  override readonly code = 'AGENT_REFUSED';

  constructor(
    readonly status: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
