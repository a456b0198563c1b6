/** The switches, and the story of what they did. */
export const faultStyle = `
.faults-bar { flex-wrap: nowrap; align-items: baseline; }
.faults-bar h2 { flex: none; }
.faults-bar p { font-size: .8125rem; min-height: 1.5em; }
@media (max-width: 59.99rem) { .faults-bar { flex-wrap: wrap; } .faults-bar p { min-height: 4.5em; } }
.breaking { display: grid; gap: .9rem 1.5rem; min-height: 0; flex: 1; }
.switches { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr)); gap: .55rem .45rem; align-content: start; }
.switches li { display: grid; position: relative; }
.switch {
  position: relative; min-height: 2.375rem; padding: .25rem .7rem;
  border-color: var(--line); background: none; color: var(--ink); font-size: .8125rem; text-align: start;
}
.switch:hover:enabled { background: var(--sunken); filter: none; }
.switch-label { line-height: 1.25; }
.switch-state {
  position: absolute; inset: -.65em .6em auto auto; padding: 0 .4em; border-radius: .4em; background: var(--surface);
  font-size: .75rem; line-height: 1.3; color: var(--soft); font-variant-numeric: tabular-nums;
}
.switch-state:empty { display: none; }
.switch[data-active='true'] { border-color: var(--wait); background: color-mix(in srgb, var(--wait) 12%, var(--surface)); }
.switch[data-active='true'] .switch-state { color: var(--wait); font-weight: 600; }
.stories { min-height: 0; font-size: .875rem; }
.verdict { display: flex; gap: .5rem; align-items: baseline; font-weight: 600; color: var(--tone); }
.story { display: grid; gap: .15rem; align-content: start; margin: .4rem 0 .2rem; font-size: .8125rem; line-height: 1.4; border-radius: .3rem; }
.story li { display: grid; grid-template-columns: auto 4.5rem minmax(0, 1fr); gap: .5rem; align-items: baseline; overflow-wrap: anywhere; }
.story .fault { --tone: var(--bad); font-weight: 600; }
.when { color: var(--soft); font-variant-numeric: tabular-nums; text-align: end; font-weight: 400; }
.due { font-variant-numeric: tabular-nums; color: var(--wait); }
.earlier { margin-top: .5rem; }
.earlier summary { cursor: pointer; color: var(--soft); width: max-content; }
.earlier .told { padding-top: .5rem; }
@media (min-width: 60rem) {
  .breaking { grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr); }
}
@media (min-width: 60rem) and (min-height: 42rem) {
  .stories { display: flex; flex-direction: column; overflow-y: auto; }
  .stories > .told { flex: 1 0 5rem; min-height: 0; display: flex; flex-direction: column; }
  .stories > .told > .story { overflow-y: auto; }
  .switches { overflow-y: auto; padding: .5rem 2px 2px; margin-top: -.5rem; }
}
`;
