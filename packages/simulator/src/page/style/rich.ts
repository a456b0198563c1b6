/** Structured content: cards, carousels, pictures, buttons. */
export const richStyle = `
.bubble.rich, .consumer .bubble.rich { padding: 0; overflow: hidden; white-space: normal; border: 1px solid var(--line); background: var(--surface); color: var(--ink); width: 17rem; }
.bubble.rich:has(> .carousel) { width: 32rem; }
.vertical { display: flex; flex-direction: column; min-width: 0; }
.horizontal { display: flex; min-width: 0; }
.horizontal > * { flex: 1 1 0; min-width: 0; }
.carousel { display: flex; gap: .5rem; padding: .5rem; overflow-x: auto; scroll-snap-type: x proximity; scroll-padding-inline: .5rem; }
.carousel > * { flex: 0 0 13rem; scroll-snap-align: start; border: 1px solid var(--line); border-radius: .6rem; overflow: hidden; }
.rich-text { padding: .45rem .75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.picture { display: block; width: 100%; aspect-ratio: 16 / 9; object-fit: cover; background: var(--sunken); color: var(--soft); font-size: .8rem; }
.shared { margin: 0; }
.shared figcaption { padding: .35rem .75rem; font-size: .8125rem; overflow-wrap: anywhere; }
.rich .choice {
  display: block; width: 100%; padding: .5rem .75rem; border: 0; border-top: 1px solid var(--line); border-radius: 0; background: none;
}
.horizontal > .choice + .choice { border-inline-start: 1px solid var(--line); }
.rich .choice:focus-visible, .carousel:focus-visible { outline-offset: -3px; }
.odd { padding: .45rem .75rem; color: var(--soft); font-style: italic; }
`;
