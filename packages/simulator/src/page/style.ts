import { frameStyle } from './style/frame.js';
import { messageStyle } from './style/messages.js';
import { paletteStyle } from './style/palette.js';
import { richStyle } from './style/rich.js';

/** The stylesheet of the page. */
export const style = [paletteStyle, frameStyle, messageStyle, richStyle].join('\n');
