/** The page of a session port: one session and nothing else. */
export const sessionPageStyle = `
.session-page { max-width: 64rem; margin: 0 auto; padding: 1rem; display: grid; gap: 1rem; }
.session-page .bar { flex-wrap: nowrap; }
.session-page .panel { display: grid; gap: .6rem; padding: 1rem; }
@media (max-width: 30rem) {
  .session-page { padding: .75rem; }
  .session-page .bar { flex-wrap: nowrap; }
.session-page .panel { padding: .75rem; }
}
`;
