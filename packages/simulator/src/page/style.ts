import { faultStyle } from './style/faults.js';
import { frameStyle } from './style/frame.js';
import { messageStyle } from './style/messages.js';
import { richStyle } from './style/rich.js';
import { windowStyle } from './style/windows.js';

/** What the page has beyond the stylesheet of the session view, whose colours and letters it shares. */
export const style = [frameStyle, windowStyle, messageStyle, richStyle, faultStyle].join('\n');
