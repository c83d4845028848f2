import { AWAY } from '../../../workers/protocol/movement';
import type { Format } from '../../i18n/make-format';
import { segmentColour, withAlpha } from '../palette';
import type { ChartTheme } from '../theme';
import { fitText } from './fit-text';
import { sidesOf, type FlowTable } from './flows';
import { heatOf } from './heat';
import { placeName, type MigrationWords } from './words';

const ROW = 32;
const HEAD = 44;
const NAMES = 220;
const COLUMN = 136;

/** The matrix as a canvas, for slides. */
export function matrixPicture(
  table: FlowTable,
  words: MigrationWords,
  shares: boolean,
  format: Format,
  theme: ChartTheme,
  ratio: number,
): HTMLCanvasElement {
  const { cells, rowTotals, columnTotals, all } = table;
  const { rows, columns } = sidesOf(table);
  const width = NAMES + (columns.length + 1) * COLUMN;
  const height = HEAD + (rows.length + 1) * ROW;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d')!;
  context.scale(ratio, ratio);
  context.textBaseline = 'middle';
  const write = (text: string, x: number, y: number, align: CanvasTextAlign, bold = false, colour = theme.text) => {
    context.font = `${bold ? '600 ' : ''}12px ${theme.font}`;
    context.textAlign = align;
    context.fillStyle = colour;
    context.fillText(text, x, y);
  };
  const dot = (id: number, x: number, y: number) => {
    context.beginPath();
    context.arc(x, y, 5, 0, 2 * Math.PI);
    context.fillStyle = id === AWAY ? theme.muted : segmentColour(id, theme.dark);
    context.fill();
  };
  const heat = heatOf(table, shares);
  const figure = (users: number, share: number) =>
    shares ? format.percent(share, share > 0 && share < 0.01 ? 1 : 0) : format.number(users);
  const right = (column: number) => NAMES + (column + 1) * COLUMN - 12;

  write(fitText(words.corner, NAMES - 12), 0, HEAD / 2, 'left', false, theme.muted);
  columns.forEach((id, column) => {
    const name = fitText(placeName(words, 'to', id), COLUMN - 32);
    write(name, right(column), HEAD / 2, 'right', true);
    dot(id, right(column) - context.measureText(name).width - 11, HEAD / 2);
  });
  write(words.total, right(columns.length), HEAD / 2, 'right', true);
  rows.forEach((from, row) => {
    const y = HEAD + row * ROW + ROW / 2;
    dot(from, 6, y);
    write(fitText(placeName(words, 'from', from), NAMES - 30), 18, y, 'left', true);
    cells[row]!.forEach((cell, column) => {
      if (cell.from === AWAY && cell.to === AWAY) return;
      const stays = cell.from === cell.to;
      const shade = heat(cell);
      if (shade > 0) {
        context.fillStyle = withAlpha(from === AWAY || cell.to === AWAY ? theme.muted : theme.accent, 0.4 * shade);
        context.fillRect(NAMES + column * COLUMN + 2, y - ROW / 2 + 2, COLUMN - 4, ROW - 4);
      }
      write(figure(cell.users, cell.shareFrom), right(column), y, 'right', false, stays || cell.users === 0 ? theme.muted : theme.text);
    });
    write(format.number(rowTotals[row]!), right(columns.length), y, 'right', true);
  });
  const y = HEAD + rows.length * ROW + ROW / 2;
  context.fillStyle = theme.line;
  context.fillRect(0, y - ROW / 2, width, 1);
  write(words.total, 0, y, 'left', true);
  columnTotals.forEach((users, column) => write(figure(users, all > 0 ? users / all : 0), right(column), y, 'right', true));
  write(format.number(all), right(columns.length), y, 'right', true);
  return canvas;
}
