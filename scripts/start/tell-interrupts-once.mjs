const ECHO = 200;

/**
 * Swallows the second of two SIGINTs that come at once. The terminal sends Ctrl-C to npm and to this process, and with
 * some shells npm passes its own on, too; for a bot, a second SIGINT means: do not wait for your handlers.
 */
export function tellInterruptsOnce() {
  if (!process.env.npm_lifecycle_event) return;
  const emit = process.emit;
  let told = -Infinity;
  process.emit = (event, ...rest) => {
    if (event === 'SIGINT') {
      if (performance.now() - told < ECHO) return true;
      told = performance.now();
    }
    return emit.call(process, event, ...rest);
  };
}
