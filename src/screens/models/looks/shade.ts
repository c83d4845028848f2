import type { CSSProperties } from 'react';
import type { Format } from '../../../i18n/format';

/** Strongest shade, in percent: text stays readable on it in both themes. */
const DEEPEST = 38;

/** A background towards the accent for what speaks for the segment, towards amber for what speaks against it. */
export function shadeOf(share: number, most: number): CSSProperties {
  const depth = most > 0 ? (DEEPEST * Math.abs(share)) / most : 0;
  const colour = share < 0 ? 'watch' : 'accent';
  return { backgroundColor: `color-mix(in srgb, var(--shoal-${colour}) ${depth.toFixed(1)}%, var(--shoal-surface))` };
}

/** `+3.1%`, `−0.4%`. */
export function signed(share: number, format: Format): string {
  const size = format.percent(Math.abs(share));
  return Math.abs(share) < 0.0005 ? size : `${share < 0 ? '−' : '+'}${size}`;
}
