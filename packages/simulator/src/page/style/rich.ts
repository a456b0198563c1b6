/** Structured content: cards, carousels, pictures, buttons. */
export const richStyle = `
.bubble.rich { padding: 0; overflow: hidden; white-space: normal; border: 1px solid var(--line); background: var(--window); width: 20rem; }
.bubble.rich:has(> .carousel) { width: 34rem; }
.vertical { display: flex; flex-direction: column; min-width: 0; }
.horizontal { display: flex; min-width: 0; }
.horizontal > * { flex: 1 1 0; min-width: 0; }
.carousel { display: flex; gap: .6rem; padding: .6rem; overflow-x: auto; scroll-snap-type: x proximity; scroll-padding-inline: .6rem; }
.carousel > * { flex: 0 0 14rem; scroll-snap-align: start; border: 1px solid var(--line); border-radius: .7rem; overflow: hidden; }
.rich-text { margin: 0; padding: .5rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.picture { display: block; width: 100%; aspect-ratio: 16 / 9; object-fit: cover; background: var(--other); color: var(--soft); font-size: .8rem; }
.rich .choice {
  display: block; width: 100%; padding: .55rem .8rem; border: 0; border-top: 1px solid var(--line); border-radius: 0; background: none;
}
.rich .choice:hover { background: var(--other); }
.horizontal > .choice + .choice { border-inline-start: 1px solid var(--line); }
.rich .choice:focus-visible { outline-offset: -3px; }
.odd { margin: 0; padding: .5rem .8rem; color: var(--soft); font-style: italic; }
`;
