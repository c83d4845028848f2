/**
 * Twelve segment colours, found by maximising the smallest pairwise distance in OKLab under normal vision, protanopia and deuteranopia
 * (Machado, Oliveira & Fernandes 2009, severity 1), within a contrast of at least 1.9 : 1 on both themes' surfaces. In an order in which
 * every beginning of the list is well spread, so that a run of few segments gets the most different ones. The same in both themes.
 */
export const SEGMENT_COLOURS = [
  '#4b98f2',
  '#deb82a',
  '#b3467b',
  '#6acd9e',
  '#1a459d',
  '#557c1a',
  '#9fbcf0',
  '#6f5bc5',
  '#484d00',
  '#762f5d',
  '#a586ab',
  '#9d9846',
] as const;

export const NOISE_COLOUR = '#8b9499';

/** The colour of a segment on every screen, for its life. Ids beyond the twelve start again; −1 is noise. */
export function segmentColour(id: number): string {
  return id < 0 ? NOISE_COLOUR : SEGMENT_COLOURS[id % SEGMENT_COLOURS.length]!;
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
