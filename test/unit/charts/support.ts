import type { ChartTheme } from '../../../src/charts/theme';

export const THEME: ChartTheme = {
  dark: false,
  text: '#172226',
  muted: '#55666b',
  line: '#dde4e5',
  surface: '#ffffff',
  sunken: '#eef2f2',
  accent: '#0b6b7a',
  watch: '#8a5a00',
  act: '#b3261e',
  font: 'sans-serif',
};
