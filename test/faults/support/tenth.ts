import { type PartialSessionOptions, sessionDefaults, type Window } from 'holdfast';

const scale = (value: number): number => value / 10;
const scaleWindows = (windows: readonly Window[]): readonly Window[] =>
  windows.map(([from, to]) => [scale(from), scale(to)]);

const { timeouts, liveness, keepAlive, refresh, reconcile, reconnect, rest, login } = sessionDefaults;

/** The timings that users run with, ten times as fast: what is promised within ten seconds must hold within one. */
export const tenth = {
  timeouts: { stage: scale(timeouts.stage), response: scale(timeouts.response), close: scale(timeouts.close) },
  liveness: { idle: scale(liveness.idle), pong: scale(liveness.pong), probe: scale(liveness.probe) },
  keepAlive: { every: scale(keepAlive.every) },
  refresh: { every: scale(refresh.every) },
  reconcile: { every: scale(reconcile.every) },
  reconnect: { windows: scaleWindows(reconnect.windows), settle: scale(reconnect.settle) },
  rest: { retryDelays: rest.retryDelays.map(scale) },
  login: { minInterval: scale(login.minInterval), refusedWindows: scaleWindows(login.refusedWindows) },
} satisfies PartialSessionOptions;
