/** The phases of a session, in the order of a good day; then the way back, and the ends. */
export type Phase =
  | 'idle'
  | 'discovering'
  | 'authenticating'
  | 'connecting'
  | 'resuming'
  | 'live'
  | 'waiting'
  | 'draining'
  | 'closed'
  | 'failed';

/** What can happen to a session. */
export type EventType =
  | 'start'
  | 'discovered'
  | 'granted'
  | 'opened'
  | 'resumed'
  | 'settled'
  | 'refreshed'
  | 'interrupted'
  | 'expired'
  | 'refused'
  | 'elapsed'
  | 'stop'
  | 'drained';

/** What runs while a phase lasts. An activity lives on through neighbouring phases that both list it. */
export type Activity =
  'discover' | 'login' | 'socket' | 'resume' | 'refresh' | 'reconcile' | 'settle' | 'backoff' | 'drain' | 'logout';

export interface Row {
  readonly runs: readonly Activity[];
  readonly on: Readonly<Partial<Record<EventType, Phase>>>;
}

/**
 * What runs in each phase, and which phase follows on which event. Every way back leads through `waiting`; an event
 * that the current row does not list changes nothing. A row without events is an end: the session is over when what
 * runs there has completed.
 *
 * `expired` is an interruption that speaks against the bearer: the next round logs in. `refused` cannot be healed by
 * trying again. Which is which is decided at the edge (`verdict.ts`), so the table needs no guards.
 */
// prettier-ignore
export const session: Readonly<Record<Phase, Row>> = {
  idle:           { runs: [],           on: { start: 'discovering', stop: 'closed' } },
  discovering:    { runs: ['discover'], on: { discovered: 'authenticating', interrupted: 'waiting', refused: 'failed', stop: 'closed' } },
  authenticating: { runs: ['login'],    on: { granted: 'connecting', interrupted: 'waiting', refused: 'failed', stop: 'closed' } },
  connecting:     { runs: ['socket'],   on: { opened: 'resuming', interrupted: 'waiting', expired: 'waiting', refused: 'failed', stop: 'closed' } },
  resuming:       { runs: ['socket', 'resume'],
                                        on: { resumed: 'live', interrupted: 'waiting', expired: 'waiting', refused: 'failed', stop: 'draining' } },
  live:           { runs: ['socket', 'refresh', 'reconcile', 'settle'],
                                        on: { settled: 'live', refreshed: 'live', interrupted: 'waiting', expired: 'waiting', refused: 'failed', stop: 'draining' } },
  waiting:        { runs: ['backoff'],  on: { elapsed: 'discovering', stop: 'closed' } },
  draining:       { runs: ['socket', 'drain'],
                                        on: { drained: 'closed', interrupted: 'closed', expired: 'closed', refused: 'closed' } },
  closed:         { runs: ['logout'],   on: {} },
  failed:         { runs: ['logout'],   on: {} },
};

export const phases = Object.keys(session) as readonly Phase[];

/** An end: nothing leads out of it. */
export const isEnd = (phase: Phase): boolean => Object.keys(session[phase].on).length === 0;
