/** The switches, and the story of what they did. */
export const faultStyle = `
.breaking { display: grid; gap: .9rem 1.5rem; min-height: 0; flex: 1; }
.switches { display: grid; grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr)); gap: .45rem; align-content: start; }
.switches li { display: grid; }
.switch {
  display: flex; justify-content: space-between; align-items: center; gap: .5rem; min-height: 2.375rem; padding: .25rem .7rem;
  border-color: var(--line); background: none; color: var(--ink); font-size: .875rem; text-align: start;
}
.switch:hover:enabled { background: var(--sunken); filter: none; }
.switch-state { font-size: .75rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.switch[data-active='true'] { border-color: var(--wait); background: color-mix(in srgb, var(--wait) 12%, var(--surface)); }
.switch[data-active='true'] .switch-state { color: var(--wait); font-weight: 600; }
.stories { min-height: 0; font-size: .875rem; }
.verdict { display: flex; gap: .5rem; align-items: baseline; font-weight: 600; color: var(--tone); }
.story { display: grid; gap: .2rem; margin: .4rem 0 .2rem; }
.story li { display: grid; grid-template-columns: auto 4.5rem minmax(0, 1fr); gap: .5rem; align-items: baseline; overflow-wrap: anywhere; }
.story .fault { --tone: var(--bad); font-weight: 600; }
.when { color: var(--soft); font-variant-numeric: tabular-nums; text-align: end; font-weight: 400; }
.due { font-variant-numeric: tabular-nums; color: var(--wait); }
.earlier { margin-top: .5rem; }
.earlier summary { cursor: pointer; color: var(--soft); width: max-content; }
.earlier .told { padding-top: .5rem; }
@media (min-width: 60rem) {
  .breaking { grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr); }
}
@media (min-width: 60rem) and (min-height: 42rem) {
  .stories, .switches { overflow-y: auto; padding: 2px; }
}
`;
