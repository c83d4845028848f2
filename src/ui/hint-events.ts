/** Long enough that a pointer on its way elsewhere opens nothing. */
const DELAY_MS = 150;

const hinted = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null;

/**
 * Follows pointer, touch and focus over the elements that carry `data-hint`, and says which of them explains itself now.
 * @returns stops following
 */
export function followHints(show: (element: HTMLElement | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let under: HTMLElement | null = null;
  let focused: HTMLElement | null = null;
  const stop = new AbortController();
  const on = <K extends keyof DocumentEventMap>(type: K, listener: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(type, listener, { signal: stop.signal, passive: true });

  const point = (element: HTMLElement | null) => {
    if (element === under) return;
    under = element;
    clearTimeout(timer);
    if (element) timer = setTimeout(() => show(element), DELAY_MS);
    // What the keyboard has opened stays open under a passing mouse.
    else show(focused);
  };
  const dismiss = () => {
    clearTimeout(timer);
    focused = null;
    show(null);
  };

  // Mouse events rather than pointer events: after a touch the browser sends them too, and leaves the hint open until the next one.
  on('mouseover', (event) => point(hinted(event.target)));
  document.documentElement.addEventListener('mouseleave', () => point(null), { signal: stop.signal });
  on('focusin', (event) => {
    const element = hinted(event.target);
    focused = element?.matches(':focus-visible') ? element : null;
    if (focused) show(focused);
  });
  on('focusout', () => {
    if (!focused) return;
    focused = null;
    show(under);
  });
  on('pointerdown', (event) => {
    if (hinted(event.target) !== under) dismiss();
  });
  on('keydown', (event) => {
    if (event.key === 'Escape') dismiss();
  });
  window.addEventListener('hashchange', dismiss, { signal: stop.signal });
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}
