import { saveBlob } from './save';
import type { ChartTheme } from './theme';

const MARGIN = 24;
const TITLE = 18;

/** Breaks a title into lines that fit; Chinese breaks anywhere, Latin at spaces. */
function lines(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const out: string[] = [];
  let line = '';
  for (const piece of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? [text]) {
    if (line && context.measureText(line + piece).width > width) {
      out.push(line.trim());
      line = piece;
    } else line += piece;
  }
  if (line.trim()) out.push(line.trim());
  return out;
}

/** One entry of the legend drawn under the picture. */
export interface PngKey {
  readonly colour: string;
  readonly name: string;
}

/**
 * Saves a drawn canvas as a PNG on the theme's background with its title above and a legend below.
 * `ratio` is the canvas's device pixels for one CSS pixel; layers are drawn over one another at the same size.
 */
export function savePng(
  layers: readonly (HTMLCanvasElement | ImageBitmap)[],
  ratio: number,
  title: string,
  theme: ChartTheme,
  name: string,
  keys: readonly PngKey[] = [],
): void {
  const width = layers[0]!.width / ratio;
  const height = layers[0]!.height / ratio;
  const out = document.createElement('canvas');
  const context = out.getContext('2d')!;
  const titleFont = `600 ${TITLE}px ${theme.font}`;
  const keyFont = `12px ${theme.font}`;
  context.font = titleFont;
  const head = lines(context, title, width);
  context.font = keyFont;
  const places: { x: number; y: number; key: PngKey }[] = [];
  let x = 0;
  let y = 0;
  for (const key of keys) {
    const wide = 18 + context.measureText(key.name).width + 18;
    if (x > 0 && x + wide > width) {
      x = 0;
      y += 20;
    }
    places.push({ x, y, key });
    x += wide;
  }
  const headHeight = head.length * (TITLE * 1.35) + 12;
  const keyHeight = keys.length > 0 ? y + 20 + 12 : 0;
  out.width = Math.ceil((width + 2 * MARGIN) * ratio);
  out.height = Math.ceil((height + headHeight + keyHeight + 2 * MARGIN) * ratio);
  context.scale(ratio, ratio);
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, width + 2 * MARGIN, height + headHeight + keyHeight + 2 * MARGIN);
  context.fillStyle = theme.text;
  context.font = titleFont;
  context.textBaseline = 'top';
  head.forEach((line, i) => context.fillText(line, MARGIN, MARGIN + i * TITLE * 1.35));
  for (const layer of layers) context.drawImage(layer, MARGIN, MARGIN + headHeight, width, height);
  context.font = keyFont;
  context.textBaseline = 'middle';
  for (const place of places) {
    const top = MARGIN + headHeight + height + 12 + place.y + 10;
    context.fillStyle = place.key.colour;
    context.beginPath();
    context.arc(MARGIN + place.x + 6, top, 5, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = theme.text;
    context.fillText(place.key.name, MARGIN + place.x + 18, top);
  }
  out.toBlob((blob) => blob && saveBlob(blob, name), 'image/png');
}
