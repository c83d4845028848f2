type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'defaultPrevented'> & {
  readonly target: EventTarget | null;
};

/** Kinds of input in which nothing is written, so that the browser has nothing to undo there. */
const UNWRITTEN = /^(?:button|checkbox|color|file|radio|range|reset|submit)$/;

/** Whether keys undo a change of the settings, or make it again; null for others, and where they undo what is being written. */
export function stepOfKey(pressed: Pressed): 'undo' | 'redo' | null {
  const { key, ctrlKey, metaKey, shiftKey, altKey, target } = pressed;
  if (pressed.defaultPrevented || altKey || ctrlKey === metaKey || isWritten(target)) return null;
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' && ctrlKey && !shiftKey ? 'redo' : null;
}

function isWritten(target: EventTarget | null): boolean {
  const { tagName, type, isContentEditable } = (target ?? {}) as Partial<HTMLInputElement>;
  if (isContentEditable === true || tagName === 'TEXTAREA') return true;
  return tagName === 'INPUT' && !UNWRITTEN.test(type ?? '');
}
