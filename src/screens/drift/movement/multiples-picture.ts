import type { ChartTheme } from '../../../charts/theme';
import { SMALL, SMALL_RATIO } from './use-small-maps';

const GAP = 16;
const CAPTION = 22;

/** Small maps side by side on one canvas, each with its caption. */
export function multiplesPicture(
  maps: readonly { readonly canvas: HTMLCanvasElement; readonly name: string; readonly users: string }[],
  theme: ChartTheme,
): HTMLCanvasElement {
  const columns = Math.min(6, Math.max(1, Math.ceil(Math.sqrt(maps.length * 1.3))));
  const rows = Math.ceil(maps.length / columns);
  const out = document.createElement('canvas');
  out.width = (columns * (SMALL.width + GAP) - GAP) * SMALL_RATIO;
  out.height = rows * (SMALL.height + CAPTION + GAP) * SMALL_RATIO;
  const context = out.getContext('2d')!;
  context.scale(SMALL_RATIO, SMALL_RATIO);
  context.textBaseline = 'middle';
  maps.forEach(({ canvas, name, users }, i) => {
    const x = (i % columns) * (SMALL.width + GAP);
    const y = Math.floor(i / columns) * (SMALL.height + CAPTION + GAP);
    context.font = `600 12px ${theme.font}`;
    context.fillStyle = theme.text;
    context.textAlign = 'left';
    context.fillText(name, x, y + CAPTION / 2 - 2);
    context.font = `12px ${theme.font}`;
    context.fillStyle = theme.muted;
    context.textAlign = 'right';
    context.fillText(users, x + SMALL.width, y + CAPTION / 2 - 2);
    context.strokeStyle = theme.line;
    context.strokeRect(x + 0.5, y + CAPTION + 0.5, SMALL.width - 1, SMALL.height - 1);
    context.drawImage(canvas, x, y + CAPTION, SMALL.width, SMALL.height);
  });
  return out;
}
