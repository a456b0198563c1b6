/** The chat windows, their tabs and their composers. Rows that come and go keep their height, so nothing jumps. */
export const windowStyle = `
.people-bar { gap: .5rem; }
.tabs { display: flex; flex-wrap: wrap; gap: .25rem; }
.tab {
  min-height: 2.125rem; padding: .2rem .75rem; border-radius: .5rem; background: none; color: var(--soft); font-size: .875rem;
}
.tab:hover:enabled { background: var(--sunken); filter: none; }
.tab[aria-selected='true'] { background: var(--sunken); color: var(--ink); font-weight: 600; }
.badge { margin-inline-start: .4rem; padding: 0 .45em; border-radius: 1em; background: var(--fill); color: var(--fill-ink); font-size: .75rem; }
button[aria-pressed='true'].quiet { border-color: var(--accent); color: var(--accent); }
.windows { position: relative; flex: 1; display: grid; gap: 1rem; min-height: 0; grid-template-rows: minmax(0, 1fr); }
.beside .windows { grid-auto-flow: column; grid-auto-columns: minmax(18rem, 1fr); overflow-x: auto; }
.window { display: flex; flex-direction: column; min-height: 0; min-width: 0; }
.window h3 { margin: 0 0 .35rem; color: var(--ink); }
.beside .window + .window { border-inline-start: 1px solid var(--line); padding-inline-start: 1rem; }
.chat { flex: 1; display: flex; flex-direction: column; min-height: 0; }
.chat-head { display: flex; gap: .4rem; align-items: center; padding-bottom: .5rem; border-bottom: 1px solid var(--line); }
.chat-head > div { flex: 1; min-width: 0; }
.status { font-size: .875rem; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.link { font-size: .8125rem; color: var(--soft); }
.typing { height: 1.5rem; font-size: .8125rem; color: var(--soft); }
.notice { padding: .2rem 0; font-size: .875rem; color: var(--bad); }
.composer { display: grid; grid-template-columns: 1fr auto auto; gap: .4rem; align-items: end; }
.composer textarea {
  width: 100%; min-height: 2.375rem; max-height: 8rem; padding: .4rem .65rem; resize: none; field-sizing: content;
  border: 1px solid var(--line); border-radius: .5rem; background: var(--page);
}
.composer textarea::placeholder { color: var(--soft); opacity: 1; }
.composer button.quiet { min-height: 2.375rem; }
`;
