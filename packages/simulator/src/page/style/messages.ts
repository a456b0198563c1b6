/** Bubbles, who speaks, ticks and quick replies. */
export const messageStyle = `
.messages { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: .6rem .1rem; display: flex; flex-direction: column; gap: .3rem; }
.messages:focus-visible { outline-offset: -2px; border-radius: .4rem; }
.messages > :first-child { margin-top: auto; }
.first-words { text-align: center; align-self: center; margin-bottom: auto; }
.message { display: flex; flex-direction: column; align-items: start; max-width: min(88%, 32rem); }
.message.first { padding-top: .5rem; }
.message.consumer { align-self: end; align-items: end; }
.who { margin: 0 .35rem .1rem; font-size: .8125rem; color: var(--soft); }
.bubble {
  padding: .4rem .75rem; border-radius: .9rem; background: var(--sunken); color: var(--ink);
  white-space: pre-wrap; overflow-wrap: anywhere; min-width: 0; max-width: 100%;
}
.consumer .bubble { background: var(--fill); color: var(--fill-ink); border-end-end-radius: .3rem; }
.brand .bubble { border-end-start-radius: .3rem; }
.meta { margin: .05rem .35rem 0; font-size: .75rem; color: var(--soft); }
.meta button { min-height: 0; padding: 0 .3rem; background: none; color: var(--accent); font-size: inherit; text-decoration: underline; }
.unsent .meta { color: var(--bad); }
.choices { display: flex; flex-wrap: wrap; gap: .4rem; padding: .5rem 0 .2rem; }
.choice {
  min-height: 2.25rem; padding: .3rem .9rem; border: 1px solid var(--accent); border-radius: 1.25rem;
  background: none; color: var(--accent); text-decoration: none; text-align: center; overflow-wrap: anywhere;
}
.choice:hover:enabled, a.choice:hover { background: var(--sunken); filter: none; }
.note { align-self: center; padding: .4rem 0 .1rem; font-size: .8125rem; color: var(--soft); text-align: center; }
`;
