/** Makes the checkout ready: `node scripts/prepare.mjs`. */
import { prepare } from './prepare/prepare.mjs';

await prepare();
