import { ManualClock, type Platform as Simulator, type SimulatorOptions, startSimulator } from '@holdfast/simulator';
import {
  type HoldfastError,
  isHoldfastError,
  platformServices,
  type PlatformServices,
  type PlatformServicesOptions,
  silentLogger,
} from 'holdfast';

export interface DeskOptions {
  readonly simulator?: SimulatorOptions;
  /** Other ways to the services; by default the first bot logs in with its keys. */
  readonly way?: (simulator: Simulator) => Partial<PlatformServicesOptions>;
}

/** A platform whose time stands still, and its services as a program without a bot has them. */
export class Desk implements AsyncDisposable {
  readonly #more: PlatformServices[] = [];

  private constructor(
    readonly simulator: Simulator,
    readonly clock: ManualClock,
    readonly services: PlatformServices,
  ) {}

  static async open({ simulator: options, way }: DeskOptions = {}): Promise<Desk> {
    const clock = new ManualClock(Date.now());
    const simulator = await startSimulator({ clock, ...options });
    return new Desk(simulator, clock, platformServices({ ...Desk.#terms(simulator, clock), ...way?.(simulator) }));
  }

  /** Another program with other terms, on the same platform. */
  also(options: Partial<PlatformServicesOptions>): PlatformServices {
    const services = platformServices({ ...Desk.#terms(this.simulator, this.clock), ...options });
    this.#more.push(services);
    return services;
  }

  /** How many requests a route has had. */
  count(route: string | RegExp): number {
    return this.simulator.log.filter(
      (record) =>
        record.kind === 'request' &&
        (typeof route === 'string' ? record.route.endsWith(route) : route.test(record.route)),
    ).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.services, ...this.#more].map((services) => services.close()));
    await this.simulator.stop();
  }

  static #terms(simulator: Simulator, clock: ManualClock): PlatformServicesOptions {
    return {
      accountId: simulator.accountId,
      credentials: simulator.bots[0].credentials,
      csds: simulator.url,
      retryDelays: [],
      logger: silentLogger,
      clock,
    };
  }
}

/** The whole Orchestrator at the simulator. */
export const hostsOf = ({ url }: Simulator): { login: string; context: string; nextActions: string } => ({
  login: url,
  context: url,
  nextActions: url,
});

/** The reason of a rejection; a promise that resolves is a failed test. */
export async function refusalOf(promise: Promise<unknown>): Promise<HoldfastError> {
  try {
    await promise;
  } catch (error) {
    if (isHoldfastError(error)) return error;
    throw error;
  }
  throw new Error('It was expected to be refused.');
}
