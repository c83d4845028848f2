/**
 * Twelve segment colours for each theme, found by maximising the smallest pairwise distance in OKLab under normal vision, protanopia and deuteranopia
 * (Machado, Oliveira & Fernandes 2009, severity 1), within a contrast of at least 3 : 1 on the theme's canvas and surfaces (WCAG 2.2, 1.4.11). What reads
 * on white leaves too little room for twelve that read on black as well. In the dark theme chroma is at most 0.17, since full colours glare there. In an order in which every
 * beginning of the list is well spread, so that a run of few segments gets the most different ones. src/app/theme.css has the same as tokens.
 */
export const SEGMENT_COLOURS = {
  light: [
    '#2685b8',
    '#402d49',
    '#379105',
    '#2c00cb',
    '#7d36fd',
    '#964d61',
    '#f45360',
    '#6b0400',
    '#8381f8',
    '#505e02',
    '#565195',
    '#072d80',
  ],
  dark: [
    '#6da5ff',
    '#e5a500',
    '#347975',
    '#74ecff',
    '#7c6606',
    '#4565b2',
    '#f8d631',
    '#74f6ac',
    '#9f8939',
    '#5bce8d',
    '#687bec',
    '#4cc8d9',
  ],
} as const;

export const NOISE_COLOUR = { light: '#828b90', dark: '#8b989e' } as const;

/** Those of the segments, then that of noise. */
export function palette(dark: boolean): readonly string[] {
  const theme = dark ? 'dark' : 'light';
  return [...SEGMENT_COLOURS[theme], NOISE_COLOUR[theme]];
}

/** The colour of a segment on every canvas of a theme, for its life. Ids beyond the twelve start again; −1 is noise. */
export function segmentColour(id: number, dark: boolean): string {
  const theme = dark ? 'dark' : 'light';
  return id < 0 ? NOISE_COLOUR[theme] : SEGMENT_COLOURS[theme][id % SEGMENT_COLOURS[theme].length]!;
}

/** The same for a style, which follows the theme by itself. */
export function segmentToken(id: number): string {
  return `var(--shoal-segment-${id < 0 ? 'none' : id % SEGMENT_COLOURS.light.length})`;
}

/** sRGB 0…1 of `#rrggbb` or `#rgb`, which a minifier makes of the tokens. */
export function rgbOf(hex: string): readonly [number, number, number] {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1);
  const value = Number.parseInt(digits, 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

/** `#rrggbb` with an opacity, as CSS. */
export function withAlpha(hex: string, alpha: number): string {
  const [r, g, b] = rgbOf(hex);
  return `rgba(${Math.round(r * 255)}, ${Math.round(g * 255)}, ${Math.round(b * 255)}, ${alpha})`;
}

/** The colour that lies `share` of the way from one to another, in sRGB. */
export function mix(from: string, to: string, share: number): string {
  const a = rgbOf(from);
  const b = rgbOf(to);
  const channel = (i: 0 | 1 | 2) => Math.round(255 * (a[i] + (b[i] - a[i]) * share));
  return `rgb(${channel(0)}, ${channel(1)}, ${channel(2)})`;
}
