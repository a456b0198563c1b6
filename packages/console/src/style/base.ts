/** Letters, headings, buttons: what every page of the console starts from. */
export const baseStyle = `
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: .9375rem/1.5 system-ui, sans-serif; }
h1, h2, h3, p, ol, ul, dl, dd { margin: 0; padding: 0; }
ol, ul { list-style: none; }
h1 { font-size: 1.0625rem; font-weight: 650; }
h2 { font-size: .9375rem; font-weight: 650; }
h3 { font-size: .8125rem; font-weight: 600; color: var(--soft); margin-bottom: .5rem; }
.soft { color: var(--soft); }
.empty { color: var(--soft); max-width: 46ch; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; }
button, textarea { font: inherit; color: inherit; }
button {
  min-height: 2.375rem; padding: .3rem .9rem; border: 1px solid transparent; border-radius: .5rem;
  background: var(--fill); color: var(--fill-ink); cursor: pointer;
}
button:hover:enabled { filter: brightness(1.08); }
button:disabled { opacity: .5; cursor: default; }
button.quiet { min-height: 2.125rem; padding-inline: .7rem; background: none; border-color: var(--line); color: var(--ink); font-size: .875rem; }
button.quiet:hover:enabled { background: var(--sunken); filter: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.dot { display: inline-block; flex: none; width: .6em; height: .6em; border-radius: 50%; background: var(--tone, var(--soft)); }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; }
.bar .push { margin-inline-start: auto; }
@media (prefers-reduced-motion: no-preference) {
  .pulse, .phase.current.wait rect, .phase.current.busy rect { animation: pulse 1.2s ease-in-out infinite alternate; }
  @keyframes pulse { to { opacity: .55; } }
}
`;
