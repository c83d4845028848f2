export interface GestureTarget {
  pan(dx: number, dy: number): void;
  zoom(factor: number, px: number, py: number): void;
  hover(px: number, py: number): void;
  leave(): void;
  click(px: number, py: number): void;
  /** The polygon so far, flat screen coordinates; `done` when the hand lets go. */
  lasso(polygon: readonly number[], done: boolean): void;
  lassoMode(): boolean;
}

/** A hand that moved less than this clicked. */
const CLICK = 4;

/** Drag pans, wheel and two fingers zoom, Shift+drag (or lasso mode) draws a lasso. Returns what takes the listeners off. */
export function attachGestures(element: HTMLElement, target: GestureTarget): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  let travelled = 0;
  let lasso: number[] | null = null;

  const place = (event: PointerEvent | WheelEvent) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const spread = () => {
    const [a, b] = [...pointers.values()];
    return a && b ? { distance: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : null;
  };

  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    const at = place(event);
    pointers.set(event.pointerId, at);
    travelled = 0;
    lasso = pointers.size === 1 && (event.shiftKey || target.lassoMode()) ? [at.x, at.y] : null;
    target.leave();
  };
  const move = (event: PointerEvent) => {
    const at = place(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== 'touch') target.hover(at.x, at.y);
      return;
    }
    const pinch = spread();
    pointers.set(event.pointerId, at);
    travelled += Math.hypot(at.x - before.x, at.y - before.y);
    if (lasso) {
      lasso.push(at.x, at.y);
      target.lasso(lasso, false);
    } else if (pinch) {
      const now = spread()!;
      target.zoom(now.distance / Math.max(1, pinch.distance), now.x, now.y);
      target.pan(now.x - pinch.x, now.y - pinch.y);
    } else if (travelled > CLICK) target.pan(at.x - before.x, at.y - before.y);
  };
  const up = (event: PointerEvent) => {
    const at = pointers.get(event.pointerId);
    if (!pointers.delete(event.pointerId) || !at) return;
    const cancelled = event.type === 'pointercancel';
    if (lasso) {
      target.lasso(cancelled ? [] : lasso, true);
      lasso = null;
    } else if (!cancelled && pointers.size === 0 && travelled <= CLICK) target.click(at.x, at.y);
  };
  const leave = () => {
    if (pointers.size === 0) target.leave();
  };
  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    const { x, y } = place(event);
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
    target.zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0015)), x, y);
  };

  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  element.addEventListener('pointerleave', leave);
  element.addEventListener('wheel', wheel, { passive: false });
  return () => {
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', up);
    element.removeEventListener('pointerleave', leave);
    element.removeEventListener('wheel', wheel);
  };
}
