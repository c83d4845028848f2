import type { BackTestFigures, ErrorBeside } from '../../../../workers/protocol/predictions';

export type Judgement = 'beats' | 'mixed' | 'level' | 'loses';

/** −1 where the whole interval speaks for the model, 1 where it speaks for the baseline, 0 where it cannot tell. */
const side = ({ low, high }: ErrorBeside): number => (high < 0 ? -1 : low > 0 ? 1 : 0);

/** Whether a model beats its baseline, by the intervals of both its errors. */
export function judgementOf({ mae, rmse }: BackTestFigures): Judgement {
  const sides = [side(mae), side(rmse)];
  const better = sides.includes(-1);
  const worse = sides.includes(1);
  if (better) return worse ? 'mixed' : 'beats';
  return worse ? 'loses' : 'level';
}
