import { useSyncExternalStore } from 'react';

/** The tokens of src/app/theme.css as a canvas needs them: resolved colours. */
export interface ChartTheme {
  readonly dark: boolean;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly sunken: string;
  readonly accent: string;
  readonly watch: string;
  readonly act: string;
  readonly font: string;
}

const LIGHT: ChartTheme = {
  dark: false,
  text: '#172226',
  muted: '#55666b',
  line: '#dde4e5',
  surface: '#ffffff',
  sunken: '#eef2f2',
  accent: '#0b6b7a',
  watch: '#8a5a00',
  act: '#b3261e',
  font: 'system-ui, sans-serif',
};

const ATTRIBUTE = 'data-mantine-color-scheme';

function read(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string, fallback: string) => style.getPropertyValue(`--shoal-${name}`).trim() || fallback;
  return {
    dark: document.documentElement.getAttribute(ATTRIBUTE) === 'dark',
    text: token('text', LIGHT.text),
    muted: token('muted', LIGHT.muted),
    line: token('line', LIGHT.line),
    surface: token('surface', LIGHT.surface),
    sunken: token('sunken', LIGHT.sunken),
    accent: token('accent', LIGHT.accent),
    watch: token('watch', LIGHT.watch),
    act: token('act', LIGHT.act),
    font: token('font', LIGHT.font),
  };
}

let cached: { scheme: string | null; theme: ChartTheme } | null = null;

function snapshot(): ChartTheme {
  const scheme = document.documentElement.getAttribute(ATTRIBUTE);
  if (cached?.scheme !== scheme) cached = { scheme, theme: read() };
  return cached!.theme;
}

function subscribe(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: [ATTRIBUTE] });
  return () => observer.disconnect();
}

/** The resolved tokens; changes with the theme. */
export function useChartTheme(): ChartTheme {
  return useSyncExternalStore(subscribe, snapshot, () => LIGHT);
}
