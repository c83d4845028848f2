/**
 * Seeded random numbers. One seed in the recipe; every stage derives its own stream by name, so that adding a draw in
 * one stage does not move the draws of another.
 *
 * The generator is sfc32 (C. Doty-Humphrey, PractRand): 128 bits of state, fast in JavaScript since it needs 32-bit
 * integer operations only. pure-rand's generators are several times slower per draw because they keep immutable state.
 */
export interface Random {
  /** Uniform in [0, 1), 32 bits of it. */
  next(): number;
  /** Uniform integer in [0, bound). */
  int(bound: number): number;
  /** Standard normal, by Box–Muller. */
  normal(): number;
}

export function random(seed: number, ...stream: readonly (string | number)[]): Random {
  let a = 0x9e3779b9 ^ seed;
  let b = hashText(stream.join('/'));
  let c = 0x243f6a88;
  let counter = 1;
  let spare: number | undefined;

  const step = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) step();

  const next = () => step() / 4294967296;
  return {
    next,
    int: (bound) => Math.floor(next() * bound),
    normal: () => {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angle = 2 * Math.PI * next();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}

/** FNV-1a, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Fisher–Yates, in place. */
export function shuffle(values: Uint32Array | Int32Array, rng: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = rng.int(i + 1);
    const held = values[i]!;
    values[i] = values[j]!;
    values[j] = held;
  }
}
