import type { Hover } from './painter';

export interface PointerTarget {
  /** Once a frame at most. */
  hover(at: Hover): void;
  click(x: number, y: number): void;
}

/** Mouse, pen and finger over the canvas inside `element`. A finger's card stays until the finger goes elsewhere. Returns what takes the listeners off. */
export function followPointer(element: HTMLElement, target: PointerTarget): () => void {
  let frame = 0;
  let at: Hover = null;
  const tell = (next: Hover) => {
    at = next;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      target.hover(at);
    });
  };
  const over = (event: PointerEvent) => tell({ x: event.offsetX, y: event.offsetY });
  const leave = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') tell(null);
  };
  const cancel = () => tell(null);
  const elsewhere = (event: PointerEvent) => {
    if (at && !element.contains(event.target as Node)) tell(null);
  };
  const click = (event: MouseEvent) => target.click(event.offsetX, event.offsetY);

  element.addEventListener('pointerdown', over);
  element.addEventListener('pointermove', over);
  element.addEventListener('pointerleave', leave);
  element.addEventListener('pointercancel', cancel);
  element.addEventListener('click', click);
  document.addEventListener('pointerdown', elsewhere);
  return () => {
    cancelAnimationFrame(frame);
    element.removeEventListener('pointerdown', over);
    element.removeEventListener('pointermove', over);
    element.removeEventListener('pointerleave', leave);
    element.removeEventListener('pointercancel', cancel);
    element.removeEventListener('click', click);
    document.removeEventListener('pointerdown', elsewhere);
  };
}
