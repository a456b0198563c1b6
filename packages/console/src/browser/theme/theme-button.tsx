import { useState } from 'preact/hooks';

type Theme = 'light' | 'dark';

const SLOT = 'holdfast.theme';

const isTheme = (value: unknown): value is Theme => value === 'light' || value === 'dark';

/** What was chosen on an earlier visit; without a choice the system's own stays. */
export function applyTheme(): void {
  const chosen = localStorage.getItem(SLOT);
  if (isTheme(chosen)) document.documentElement.dataset['theme'] = chosen;
}

function shownTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  if (isTheme(theme)) return theme;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Switches between light and dark, and remembers it. */
export function ThemeButton() {
  const [theme, setTheme] = useState(shownTheme);
  const other: Theme = theme === 'dark' ? 'light' : 'dark';
  const change = () => {
    localStorage.setItem(SLOT, other);
    applyTheme();
    setTheme(other);
  };
  return (
    <button type="button" class="quiet" onClick={change}>
      {other === 'dark' ? 'Dark' : 'Light'}
      <span class="unseen"> theme</span>
    </button>
  );
}
