/** The platform in a process of its own; its argument is a certificate. */
import { obey } from '../run/obey.js';
import { type Certificate, TinyPlatform } from './tiny-platform.js';

const platform = new TinyPlatform(JSON.parse(process.argv[2] ?? '') as Certificate);
obey(platform);
process.send?.(await platform.listen());
