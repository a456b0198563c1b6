/** The view of a session. It is laid out by the room it has, not by the width of the window. */
export const sessionStyle = `
.session { container: session / inline-size; display: grid; gap: 1rem; }
.phase-card {
  display: grid; gap: .1rem 1.5rem; align-content: center; min-height: 5.75rem; padding: .6rem .9rem; border-radius: .6rem;
  border-inline-start: 4px solid var(--tone); background: color-mix(in srgb, var(--tone) 8%, var(--surface));
}
.phase-name { display: flex; align-items: baseline; gap: .5rem; font-size: 1.0625rem; font-weight: 650; color: var(--tone); }
.phase-name .since { font-size: .8125rem; font-weight: 400; color: var(--soft); font-variant-numeric: tabular-nums; }
.phase-meaning { font-size: .875rem; }
.countdown { display: grid; grid-template-columns: auto 1fr; gap: .75rem; align-items: center; font-size: .875rem; font-variant-numeric: tabular-nums; }
.countdown p { min-width: 8.5rem; }
progress, meter { -webkit-appearance: none; appearance: none; width: 100%; height: .4rem; border: 0; border-radius: .2rem; overflow: hidden; background: var(--sunken); }
progress::-webkit-progress-bar, meter::-webkit-meter-bar { background: var(--sunken); border: 0; border-radius: .2rem; height: .4rem; }
progress::-webkit-progress-value { background: var(--tone, var(--accent)); }
progress::-moz-progress-bar { background: var(--tone, var(--accent)); }
meter::-webkit-meter-inner-element { display: block; }
meter::-webkit-meter-optimum-value { background: var(--accent); }
meter::-moz-meter-bar { background: var(--accent); }

.drawing { display: block; width: 100%; height: auto; font-size: 13px; }
.drawing.wide { max-height: 12.25rem; }
.drawing.compact { display: none; }
.drawing .frame { fill: none; stroke: var(--line); stroke-dasharray: 4 4; }
.phase rect { fill: var(--sunken); stroke: var(--line); }
.phase text { fill: var(--soft); }
.phase.current rect { fill: color-mix(in srgb, var(--tone) 16%, var(--surface)); stroke: var(--tone); stroke-width: 2; }
.phase.current text { fill: var(--ink); font-weight: 650; }
.edge path { fill: none; stroke: var(--soft); opacity: .45; }
.edge polygon { fill: var(--soft); opacity: .6; }
.edge text { fill: var(--soft); font-size: 11px; }
.edge.taken path { stroke: var(--accent); stroke-width: 2; opacity: 1; }
.edge.taken polygon { fill: var(--accent); opacity: 1; }
.edge.taken text { fill: var(--ink); }

.strip svg { display: block; width: 100%; height: 1rem; border-radius: .3rem; background: var(--sunken); }
.strip rect { fill: var(--tone); }
.strip rect.good { opacity: .75; }
.scale { display: flex; justify-content: space-between; font-size: .75rem; color: var(--soft); }
.steps { display: flex; flex-wrap: wrap; gap: .15rem 1rem; margin-top: .35rem; font-size: .8125rem; min-height: 1.2rem; font-variant-numeric: tabular-nums; }
.steps li { display: inline-flex; align-items: center; gap: .4em; }

.panes { display: grid; gap: 1.25rem 1.5rem; grid-template-columns: minmax(0, 1fr); }
.panes > section { min-width: 0; }
.session .empty { font-size: .875rem; }
.facts { display: grid; gap: .35rem; font-size: .875rem; }
.facts > div { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: .5rem; }
.facts dt { color: var(--soft); }
.facts dd { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.facts dd .soft { display: block; font-size: .8125rem; }
.lanes { display: grid; gap: .5rem; max-height: 13rem; overflow-y: auto; font-size: .875rem; }
.lanes li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1rem .75rem; align-items: center; }
.lane-name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.lane-state { font-size: .8125rem; color: var(--soft); }
.lane-bar { grid-column: 1 / -1; }
.counts { display: flex; flex-wrap: wrap; gap: .15rem .9rem; margin-top: .75rem; font-size: .8125rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.count.some { color: var(--ink); }
.count b { font-weight: 600; }
.happenings { display: grid; align-content: start; gap: .3rem; max-height: 13rem; overflow-y: auto; font-size: .8125rem; border-radius: .3rem; }
.happenings li { overflow-wrap: anywhere; }
.happenings time { margin-inline-end: .6rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.happenings b { margin-inline-end: .5rem; font-weight: 600; }

@container session (min-width: 44rem) {
  .phase-card { grid-template-columns: minmax(0, 1fr) minmax(0, 17rem); min-height: 4.25rem; }
  .phase-name, .phase-meaning { grid-column: 1; }
  .countdown { grid-column: 2; grid-row: 1 / 3; }
  .panes { grid-template-columns: minmax(0, 1.15fr) minmax(0, .9fr) minmax(0, 1.2fr); }
}
@container session (max-width: 36rem) {
  .drawing.wide { display: none; }
  .drawing.compact { display: block; max-width: 26rem; margin: 0 auto; }
}
`;
