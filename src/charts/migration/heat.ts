import { AWAY } from '../../../workers/protocol/movement';
import type { FlowCell, FlowTable } from './flows';

const isAway = ({ from, to }: FlowCell) => from === AWAY || to === AWAY;

/**
 * How strongly a cell is shaded, 0…1: none for those who stay. Moves between segments are measured by the largest of them, and entering and leaving by
 * theirs, since many more come and go than move.
 */
export function heatOf({ cells }: Pick<FlowTable, 'cells'>, shares: boolean): (cell: FlowCell) => number {
  const value = (cell: FlowCell) => (shares ? cell.shareFrom : cell.users);
  const most = (away: boolean) =>
    Math.max(0, ...cells.flat().map((cell) => (cell.from !== cell.to && isAway(cell) === away ? value(cell) : 0)));
  const [mostMoves, mostAway] = [most(false), most(true)];
  return (cell) => {
    if (cell.from === cell.to || value(cell) === 0) return 0;
    return value(cell) / (isAway(cell) ? mostAway : mostMoves);
  };
}
