/** The stylesheet of whatever shows a session. */
export const consoleStyle = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:72rem;padding:1rem}`;
