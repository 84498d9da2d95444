// Light or dark: the system's choice until the user makes one.

import type { Appearance } from '../bindings/wire';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
let chosen: Appearance = 'system';

function apply(): void {
  const shown = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen;
  document.documentElement.dataset.appearance = shown;
}

dark.addEventListener('change', apply);

/** Shows the window light, dark, or as the system is. */
export function showAppearance(appearance: Appearance): void {
  chosen = appearance;
  apply();
}
