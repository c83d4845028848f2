import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Each test has a queue of its own. */
async function queue() {
  vi.resetModules();
  return (await import('../../../src/ui/turns')).takeTurn;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (next: () => void) => setTimeout(next, 16));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('turns', () => {
  it('draws nothing at once, and each only when the one before is drawn', async () => {
    const takeTurn = await queue();
    const drawn: string[] = [];
    const first = takeTurn(() => drawn.push('first'));
    takeTurn(() => drawn.push('second'));
    expect(drawn).toEqual([]);
    vi.runAllTimers();
    expect(drawn).toEqual(['first']);
    first();
    vi.runAllTimers();
    expect(drawn).toEqual(['first', 'second']);
  });

  it('puts what a turn brings with it before what was waiting', async () => {
    const takeTurn = await queue();
    const drawn: string[] = [];
    const outer = takeTurn(() => {
      drawn.push('outer');
      for (const name of ['a', 'b']) {
        const inner = takeTurn(() => {
          drawn.push(name);
          inner();
        });
      }
      outer();
    });
    const last = takeTurn(() => {
      drawn.push('last');
      last();
    });
    vi.runAllTimers();
    expect(drawn).toEqual(['outer', 'a', 'b', 'last']);
  });

  it('passes over what is not wanted any more, before or during its turn', async () => {
    const takeTurn = await queue();
    const drawn: string[] = [];
    const gone = takeTurn(() => drawn.push('gone'));
    const stuck = takeTurn(() => drawn.push('stuck'));
    takeTurn(() => drawn.push('last'));
    gone();
    vi.runAllTimers();
    expect(drawn).toEqual(['stuck']);
    stuck();
    stuck();
    vi.runAllTimers();
    expect(drawn).toEqual(['stuck', 'last']);
  });

  it('goes on where the page has no frames', async () => {
    vi.stubGlobal('requestAnimationFrame', () => 0);
    const takeTurn = await queue();
    const draw = vi.fn();
    takeTurn(draw);
    vi.runAllTimers();
    expect(draw).toHaveBeenCalledOnce();
  });
});
