/** Bubbles, who speaks, ticks and quick replies. */
export const messageStyle = `
.messages { overflow-y: auto; overscroll-behavior: contain; padding: 1rem; display: flex; flex-direction: column; gap: .3rem; }
.messages:focus-visible { outline-offset: -3px; }
.messages > :first-child { margin-top: auto; }
.message { display: flex; flex-direction: column; align-items: start; max-width: min(85%, 34rem); }
.message.first { padding-top: .6rem; }
.message.consumer { align-self: end; align-items: end; }
.who { margin: 0 .35rem .15rem; font-size: .8rem; color: var(--soft); }
.bubble {
  padding: .5rem .8rem; border-radius: 1rem; background: var(--other); color: var(--other-ink);
  white-space: pre-wrap; overflow-wrap: anywhere; min-width: 0; max-width: 100%;
}
.consumer .bubble { background: var(--own); color: var(--own-ink); border-end-end-radius: .3rem; }
.brand .bubble { border-end-start-radius: .3rem; }
.meta { margin: .1rem .35rem 0; font-size: .75rem; color: var(--soft); }
.meta button { min-height: 0; padding: 0 .3rem; background: none; color: var(--accent); font-size: inherit; text-decoration: underline; }
.unsent .meta { color: var(--bad); }
.choices { display: flex; flex-wrap: wrap; gap: .5rem; padding: .6rem 0 .2rem; }
.choice {
  min-height: 2.5rem; padding: .35rem 1rem; border: 1px solid var(--accent); border-radius: 1.25rem;
  background: none; color: var(--accent); text-decoration: none; text-align: center; overflow-wrap: anywhere;
}
.choice:hover { background: var(--other); }
.ending { align-self: center; padding: .8rem 0 .2rem; font-size: .875rem; color: var(--soft); }
@media (max-width: 30rem) { .messages { padding: .75rem; } }
`;
