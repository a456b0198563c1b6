import { baseStyle } from './base.js';
import { paletteStyle } from './palette.js';
import { sessionStyle } from './session.js';
import { sessionPageStyle } from './session-page.js';

/** The stylesheet of whatever shows a session. */
export const consoleStyle = [paletteStyle, baseStyle, sessionStyle, sessionPageStyle].join('\n');
