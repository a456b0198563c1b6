/** Colours, light and dark; each text colour has a contrast of at least 4.5 to what it stands on. */
export const paletteStyle = `
:root {
  color-scheme: light dark;
  --page: #eef1f5; --window: #ffffff; --line: #d5dbe3; --ink: #1b2430; --soft: #566273;
  --own: #2563a8; --own-ink: #ffffff; --own-soft: #dbe8f6;
  --other: #eef1f5; --other-ink: #1b2430;
  --accent: #1f5a9c; --good: #1d7a44; --wait: #8a5a00; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10151b; --window: #171e26; --line: #303b48; --ink: #e6ebf1; --soft: #9cabbd;
    --own: #2b68ab; --own-ink: #ffffff; --own-soft: #dbe8f6;
    --other: #242e3a; --other-ink: #e6ebf1;
    --accent: #8dbcf0; --good: #6fd298; --wait: #e3b45a; --bad: #ff8f86;
  }
}
`;
