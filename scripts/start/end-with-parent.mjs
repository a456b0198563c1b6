const EVERY = 500;

/**
 * Lets the death of npm count as SIGTERM. A supervisor that ends `npm start` reaches npm and its shell, and neither
 * passes the signal on: the bot would stay behind, logged in.
 */
export function endWithParent() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, EVERY);
  watch.unref();
}
