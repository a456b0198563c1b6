/**
 * The parts of the page: one below the other in a narrow window; in a wide and high one all of them at once, each
 * scrolling by itself.
 */
export const frameStyle = `
.console { display: grid; gap: .75rem; padding: .75rem; }
.top { padding: 0 .25rem; }
.jumps { display: flex; gap: .25rem; font-size: .875rem; }
.jumps a { padding: .3rem .5rem; border-radius: .4rem; color: var(--accent); text-decoration: none; }
.jumps a:hover { text-decoration: underline; }
.hint {
  display: flex; flex-wrap: wrap; align-items: center; gap: .35rem 1.25rem; padding: .55rem .9rem; font-size: .875rem;
  border: 1px solid color-mix(in srgb, var(--accent) 35%, var(--line)); border-radius: .75rem;
  background: color-mix(in srgb, var(--accent) 7%, var(--surface));
}
.hint ol { display: flex; flex-wrap: wrap; gap: .2rem 1.25rem; counter-reset: step; }
.hint li { counter-increment: step; }
.hint li::before { content: counter(step); display: inline-block; margin-inline-end: .45em; font-weight: 650; color: var(--accent); }
@media (max-width: 30rem) { .wide { display: none; } }
.hint li.done { color: var(--soft); }
.hint li.done::before { content: '✓'; }
.hint button { margin-inline-start: auto; }
.parts { display: grid; gap: .75rem; grid-template-columns: minmax(0, 1fr); }
.part { display: flex; flex-direction: column; gap: .6rem; padding: .8rem .9rem; min-width: 0; scroll-margin-top: 3.5rem; }
@media (max-width: 59.99rem) {
  .top { position: sticky; top: 0; z-index: 1; margin: -.75rem -.75rem 0; padding: .45rem .9rem; background: var(--page); border-bottom: 1px solid var(--line); }
  #chat { height: min(44rem, calc(100dvh - 5rem)); }
}
@media (min-width: 60rem) {
  .jumps { display: none; }
  .parts { grid-template-columns: 24rem minmax(0, 1fr); }
  .beside .parts { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  #chat { height: 36rem; }
  #faults { grid-column: 1 / -1; }
}
@media (min-width: 60rem) and (min-height: 42rem) {
  .console { height: 100dvh; grid-template-rows: auto auto minmax(0, 1fr); }
  .console > .parts { grid-row: 3; }
  .parts { grid-template-rows: minmax(0, 1fr) minmax(9rem, 13.75rem); }
  #chat { height: auto; min-height: 0; }
  #bot { overflow-y: auto; }
  #faults { min-height: 0; }
}
`;
