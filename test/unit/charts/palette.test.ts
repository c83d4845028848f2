import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NOISE_COLOUR, palette, rgbOf, SEGMENT_COLOURS, segmentColour, segmentToken, withAlpha } from '../../../src/charts/palette';

type Triple = readonly [number, number, number];

const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const luminance = ([r, g, b]: Triple) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

/** Ottosson's OKLab from linear sRGB. */
function oklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Machado, Oliveira & Fernandes (2009), severity 1.0, on linear sRGB. */
const SIMULATIONS: Readonly<Record<string, readonly Triple[]>> = {
  'normal vision': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

const linearOf = (hex: string): Triple => {
  const [r, g, b] = rgbOf(hex);
  return [linear(r), linear(g), linear(b)];
};

function closest(colours: readonly string[], matrix: readonly Triple[]): number {
  const seen = colours.map((colour) => {
    const rgb = linearOf(colour);
    return oklab(matrix.map((row) => Math.min(1, Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]))) as unknown as Triple);
  });
  let least = Infinity;
  for (let i = 0; i < seen.length; i++) {
    for (let j = 0; j < i; j++) least = Math.min(least, Math.hypot(...seen[i]!.map((value, axis) => value - seen[j]![axis]!)));
  }
  return least;
}

const css = readFileSync(new URL('../../../src/app/theme.css', import.meta.url), 'utf8');

/** The tokens of a theme, by name. */
function tokensOf(theme: string): ReadonlyMap<string, string> {
  const block = new RegExp(`\\[data-mantine-color-scheme='${theme}'\\] \\{([^}]*)\\}`).exec(css)![1]!;
  return new Map([...block.matchAll(/--shoal-([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]));
}

describe.each(['light', 'dark'] as const)('the segment palette of the %s theme', (theme) => {
  const colours = SEGMENT_COLOURS[theme];
  const tokens = tokensOf(theme);

  test('has twelve different colours and a grey for noise', () => {
    const dark = theme === 'dark';
    expect(new Set(colours).size).toBe(12);
    expect(segmentColour(-1, dark)).toBe(NOISE_COLOUR[theme]);
    expect(segmentColour(3, dark)).toBe(colours[3]);
    expect(segmentColour(12, dark)).toBe(colours[0]);
    expect(palette(dark)).toEqual([...colours, NOISE_COLOUR[theme]]);
  });

  test('is that of the style sheet', () => {
    for (const id of [-1, ...colours.keys()]) {
      const token = /^var\(--shoal-(.*)\)$/.exec(segmentToken(id))![1]!;
      expect(tokens.get(token)).toBe(segmentColour(id, theme === 'dark'));
    }
    expect(segmentToken(12)).toBe(segmentToken(0));
  });

  // About 0.02 in OKLab is a just noticeable difference between large patches.
  test.each(Object.entries(SIMULATIONS))('keeps every pair apart under %s', (_, matrix) => {
    expect(closest(colours, matrix)).toBeGreaterThan(0.095);
    expect(closest(palette(theme === 'dark'), matrix)).toBeGreaterThan(0.07);
  });

  test('spreads the first six further than all twelve', () => {
    for (const matrix of Object.values(SIMULATIONS)) expect(closest(colours.slice(0, 6), matrix)).toBeGreaterThan(0.11);
  });

  test.each(['canvas', 'surface'])('stands out from the %s, as WCAG asks of what a picture is read by', (name) => {
    const ground = luminance(linearOf(tokens.get(name)!));
    for (const colour of palette(theme === 'dark')) expect(contrast(luminance(linearOf(colour)), ground)).toBeGreaterThanOrEqual(3);
  });
});

describe('colours', () => {
  test('reads short and long hexadecimal alike', () => {
    expect(rgbOf('#fa0')).toEqual(rgbOf('#ffaa00'));
  });

  test('writes an opacity as CSS', () => {
    expect(withAlpha('#ff8000', 0.5)).toBe('rgba(255, 128, 0, 0.5)');
  });
});
