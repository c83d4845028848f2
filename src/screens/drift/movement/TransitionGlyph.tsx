import { useId } from 'react';
import type { Transition } from '../../../../workers/protocol/update';
import { segmentToken } from '../../../charts/palette';
import styles from './movement.module.css';

const BAR = 5;

/** From (4, y) of one height to (44, y) of another: a ribbon. */
function ribbon(y0: number, h0: number, y1: number, h1: number): string {
  return `M9 ${y0}C26 ${y0} 26 ${y1} 43 ${y1}V${y1 + h1}C26 ${y1 + h1} 26 ${y0 + h0} 9 ${y0 + h0}Z`;
}

function Bar({ x, y, height, id }: { x: number; y: number; height: number; id: number }) {
  return <rect x={x} y={y} width={BAR} height={height} rx={1.5} style={{ fill: segmentToken(id) }} />;
}

/** A bar that forks, one that runs into another, one that fades, one that appears: in the segments' colours. */
export function TransitionGlyph({ transition }: { transition: Transition }) {
  const fade = useId();
  const shape = () => {
    switch (transition.kind) {
      case 'splits': {
        const parts = transition.into.slice(0, 3);
        const all = parts.reduce((sum, { overlap }) => sum + overlap, 0);
        const room = 30 - 4 * (parts.length - 1);
        let start = 8;
        let end = 1;
        return (
          <>
            {parts.map(({ to, overlap }) => {
              const share = overlap / all;
              const [y0, y1] = [start, end];
              start += 16 * share;
              end += room * share + 4;
              return (
                <g key={to}>
                  <path d={ribbon(y0, 16 * share, y1, room * share)} style={{ fill: segmentToken(transition.from) }} fillOpacity={0.35} />
                  <Bar x={43} y={y1} height={room * share} id={to} />
                </g>
              );
            })}
            <Bar x={4} y={8} height={16} id={transition.from} />
          </>
        );
      }
      case 'absorbed':
        return (
          <>
            <path d={ribbon(1, 9, 4, 9)} style={{ fill: segmentToken(transition.from) }} fillOpacity={0.35} />
            <path d={ribbon(16, 15, 13, 15)} style={{ fill: segmentToken(transition.to) }} fillOpacity={0.35} />
            <Bar x={4} y={1} height={9} id={transition.from} />
            <Bar x={4} y={16} height={15} id={transition.to} />
            <Bar x={43} y={4} height={24} id={transition.to} />
          </>
        );
      case 'disappears':
      case 'emerges': {
        const gone = transition.kind === 'disappears';
        const id = gone ? transition.from : transition.to;
        return (
          <>
            <linearGradient id={fade} x1={gone ? 0 : 1} x2={gone ? 1 : 0} y1={0} y2={0}>
              <stop offset={0} style={{ stopColor: segmentToken(id) }} stopOpacity={0.5} />
              <stop offset={1} style={{ stopColor: segmentToken(id) }} stopOpacity={0} />
            </linearGradient>
            <rect x={9} y={8} width={34} height={16} fill={`url(#${fade})`} />
            <Bar x={gone ? 4 : 43} y={8} height={16} id={id} />
          </>
        );
      }
      case 'survives':
        return null;
    }
  };
  return (
    <svg className={styles.glyph} viewBox="0 0 52 32" width={52} height={32} aria-hidden="true" focusable="false">
      {shape()}
    </svg>
  );
}
