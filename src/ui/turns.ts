/** Something large to draw. */
interface Turn {
  readonly draw: () => void;
  over: boolean;
}

let waiting: Turn[] = [];
let active: Turn | null = null;
/** Someone's turn is on, or will be after the next frame. */
let running = false;
/** Where those go that are asked for during a turn: they belong to what it draws, and come before what was waiting. */
let inner = 0;

/** After the next frame, so that its layout and paint are a task of their own; a hidden page has no frames. */
function afterFrame(next: () => void): void {
  let called = false;
  const once = () => {
    if (called) return;
    called = true;
    next();
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 100);
}

function next(): void {
  waiting = waiting.filter((turn) => !turn.over);
  inner = 0;
  active = waiting.shift() ?? null;
  running = active !== null;
  active?.draw();
}

/**
 * Draws what is large one after another, each when the one before is on the screen, so that between any two the page answers.
 * @returns to be called when it has been drawn, or is not wanted any more
 */
export function takeTurn(draw: () => void): () => void {
  const turn: Turn = { draw, over: false };
  if (active) waiting.splice(inner++, 0, turn);
  else waiting.push(turn);
  if (!running) {
    running = true;
    afterFrame(next);
  }
  return () => {
    if (turn.over) return;
    turn.over = true;
    if (active === turn) afterFrame(next);
  };
}

/** When all that waited to be drawn is on the screen, or after so many ms. */
export function allDrawn(longest: number): Promise<void> {
  return new Promise((resolve) => {
    const wait = () => (running ? afterFrame(wait) : resolve());
    setTimeout(resolve, longest);
    afterFrame(wait);
  });
}
