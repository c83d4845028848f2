import { useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { topHeight, type DendrogramData } from './dendrogram';
import type { Rect } from './drawing/bands';
import { cutAt, cutInto, heightRange, type CutRange, type TreeCut } from './tree-cut';
import styles from './tree-cut.module.css';

interface Props {
  readonly data: Pick<DendrogramData, 'heights' | 'k'>;
  readonly range: CutRange;
  /** Where the tree lies on the picture, in CSS pixels. */
  readonly grid: Rect;
  /** The tree is being cut, or cannot be at present. */
  readonly busy: boolean;
  readonly onCut: (k: number) => void;
}

/** Clusters more, by key: a higher line leaves fewer. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowRight: -1,
  ArrowDown: 1,
  ArrowLeft: 1,
  PageUp: -3,
  PageDown: 3,
  Home: Infinity,
  End: -Infinity,
};

/** A line over the tree that is dragged to the height at which to cut, or moved by keys; on release, or on Enter, the tree is cut there. */
export function TreeCutLine({ data, range, grid, busy, onCut }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  /** Where the line is held; once let go, it stays until the cut is made. */
  const [held, setHeld] = useState<(TreeCut & { readonly released: boolean }) | null>(null);
  /** While it is dragged: how far below the line the pointer took hold of it, in pixels, and whether it moved since. */
  const grip = useRef<{ readonly below: number; readonly moved: boolean } | null>(null);
  const moved = held && (!held.released || busy) ? held : null;
  const { height, k } = moved ?? cutInto(data, range, data.k);
  const [floor, ceiling] = heightRange(data, range);
  const top = topHeight(data);
  const y = (1 - height / top) * grid.height;

  const hold = (cut: TreeCut) => setHeld({ ...cut, released: false });
  const letGo = (cut: TreeCut) => {
    setHeld({ ...cut, released: true });
    if (cut.k !== data.k) onCut(cut.k);
  };
  const leave = () => {
    grip.current = null;
    setHeld((now) => (now?.released ? now : null));
  };
  const under = (event: PointerEvent<HTMLElement>) => {
    const place = event.clientY - event.currentTarget.getBoundingClientRect().top - (grip.current?.below ?? 0);
    return cutAt(data, range, top * (1 - place / grid.height));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (busy || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const onLine = (event.target as Element).closest('[role=slider]') !== null;
    // A press on the line itself moves it nowhere yet.
    const below = onLine ? event.clientY - event.currentTarget.getBoundingClientRect().top - y : 0;
    grip.current = { below, moved: !onLine };
    hold(onLine ? { height, k } : under(event));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (busy || (grip.current === null && event.pointerType !== 'mouse')) return;
    if (grip.current) grip.current = { ...grip.current, moved: true };
    hold(under(event));
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    if (grip.current === null) return;
    if (!grip.current.moved) return leave();
    letGo(under(event));
    grip.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (busy) return;
    const step = STEPS[event.key];
    if (step !== undefined) hold(cutInto(data, range, k + step));
    else if (event.key === 'Enter' || event.key === ' ') letGo({ height, k });
    else if (event.key === 'Escape') leave();
    else return;
    event.preventDefault();
  };
  const words = t('segments.tree.cut', { k });
  return (
    <div
      className={styles.tree}
      style={{ left: grid.x, top: grid.y, width: grid.width, height: grid.height }}
      data-busy={busy || undefined}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={leave}
      onPointerLeave={() => grip.current === null && leave()}
    >
      <div
        className={styles.line}
        style={{ '--y': `${y}px` } as CSSProperties}
        data-moved={moved !== null || undefined}
        role="slider"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={t('segments.tree.line')}
        aria-disabled={busy || undefined}
        aria-valuemin={floor}
        aria-valuemax={ceiling}
        aria-valuenow={height}
        aria-valuetext={t('segments.tree.cutAt', { k, height: format.significant(height) })}
        onKeyDown={onKeyDown}
        onBlur={leave}
      >
        <span className={styles.hold}>
          <span className={styles.grip} />
          {moved ? <span className={styles.words}>{words}</span> : null}
        </span>
      </div>
    </div>
  );
}
