/** What pages that show a session are made of. */
export type { BotSession, Count, Lane } from './session/bot-session.js';
export type { Diagram, Transition } from './session/diagram.js';
export type { Happening } from './session/happening.js';
export { readTime } from './session/read-time.js';
export type { SessionEvent } from './session/session-event.js';
export { SessionFeed } from './session/session-feed.js';
export type { SessionState, Stay } from './session/session-state.js';
export { type SessionListener, SessionStore } from './session/session-store.js';
export { applyTheme, ThemeButton } from './theme/theme-button.js';
export { durationText } from './time/duration-text.js';
export { timeText } from './time/time-text.js';
export { useNow } from './time/use-now.js';
export { SessionView, type SessionViewProps } from './view/session-view.js';
