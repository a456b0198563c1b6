/**
 * Colours, light and dark: one accent, and three that mean something. Each text colour has a contrast of at least 4.5 to
 * what it stands on.
 */
export const paletteStyle = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f4f6f8, #11151a);
  --surface: light-dark(#ffffff, #181e25);
  --sunken: light-dark(#eef1f5, #212932);
  --line: light-dark(#dbe0e7, #2e3844);
  --ink: light-dark(#1b2430, #e6ebf1);
  --soft: light-dark(#545f6e, #9dabbb);
  --accent: light-dark(#2459ab, #8dbcf0);
  --fill: light-dark(#2459ab, #2f66b0);
  --fill-ink: #ffffff;
  --good: light-dark(#1a7040, #6fd298);
  --wait: light-dark(#875700, #e3b45a);
  --bad: light-dark(#b3261e, #ff8f86);
}
:root[data-theme='light'] { color-scheme: light; }
:root[data-theme='dark'] { color-scheme: dark; }
.good { --tone: var(--good); }
.busy { --tone: var(--accent); }
.wait { --tone: var(--wait); }
.bad { --tone: var(--bad); }
.off { --tone: var(--soft); }
`;
