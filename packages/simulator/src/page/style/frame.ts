/** The window, its header and the composer. Rows that come and go keep their height, so nothing jumps. */
export const frameStyle = `
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html, body { height: 100%; margin: 0; }
body { background: var(--page); color: var(--ink); font: 1rem/1.45 system-ui, sans-serif; }
h1, p { margin: 0; }
.window {
  display: grid; grid-template-rows: auto 1fr auto auto auto; height: 100dvh; max-width: 46rem; margin: 0 auto;
  background: var(--window); border-inline: 1px solid var(--line);
}
.bar {
  display: grid; grid: 'title actions' 'link actions' 'status status' / 1fr auto; gap: .1rem .75rem; align-items: center;
  padding: .75rem 1rem; border-bottom: 1px solid var(--line);
}
.bar h1 { font-size: 1.05rem; font-weight: 650; }
.actions { grid-area: actions; display: flex; gap: .5rem; }
.status, .link { font-size: .875rem; color: var(--soft); }
.status { grid-area: status; margin-top: .3rem; min-height: 1.45em; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.link { grid-area: link; }
.link::before { content: ''; display: inline-block; width: .55em; height: .55em; margin-inline-end: .45em; border-radius: 50%; background: var(--wait); }
.link[data-link='live']::before { background: var(--good); }
.link[data-link='lost']::before { background: var(--bad); }
button, textarea { font: inherit; color: inherit; }
button {
  min-height: 2.5rem; padding: .35rem .9rem; border: 1px solid transparent; border-radius: .6rem;
  background: var(--own); color: var(--own-ink); cursor: pointer;
}
button:hover:enabled { filter: brightness(1.1); }
button:disabled { opacity: .5; cursor: default; }
button.quiet { min-height: 2.25rem; background: none; border-color: var(--line); color: var(--ink); font-size: .875rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.composer { display: grid; grid-template-columns: 1fr auto; gap: .6rem; align-items: end; padding: .75rem 1rem 1rem; border-top: 1px solid var(--line); }
.composer textarea {
  width: 100%; min-height: 2.5rem; max-height: 9rem; padding: .5rem .75rem; resize: none; field-sizing: content;
  border: 1px solid var(--line); border-radius: .6rem; background: var(--page);
}
.composer textarea::placeholder { color: var(--soft); }
.typing { height: 1.75rem; padding: .1rem 1rem; font-size: .875rem; color: var(--soft); }
.notice { padding: .4rem 1rem; font-size: .875rem; color: var(--bad); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 30rem) {
  .wide { display: none; }
  .bar { padding: .6rem .75rem; }
  .composer { padding: .6rem .75rem .75rem; }
  .typing, .notice { padding-inline: .75rem; }
}
`;
