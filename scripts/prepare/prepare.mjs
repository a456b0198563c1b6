import './node-version.mjs';
import { build } from './build.mjs';
import { installIfNeeded } from './install.mjs';
import { inTurn } from './turn.mjs';

/**
 * Makes the checkout ready to run: dependencies installed, sources compiled, nothing stale. Says nothing and takes well
 * under a second when nothing has changed. Ends the process, with the reason, when it cannot be done.
 */
export async function prepare() {
  try {
    await inTurn(async () => {
      await installIfNeeded();
      await build();
    });
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
