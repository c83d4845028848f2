import { describe, expect, it } from 'vitest';
import { leads } from '../../../workers/cluster/nearest';

describe('how much nearer a row is to its centre than to the next', () => {
  const centres = Float32Array.of(0, 0, 10, 0, 0, 30);

  it('is 1 on the centre and 0 halfway, whatever the other centres', () => {
    const rows = Float32Array.of(0, 0, 5, 0, 2, 0, 0, 27);
    expect([...leads(rows, 4, 2, centres, Int32Array.of(0, 0, 0, 2))]).toEqual([1, 0, 1 - 2 / 8, expect.closeTo(1 - 3 / 27, 6)]);
  });

  it('is nothing of a row in no segment, and below 0 where another centre is nearer', () => {
    const [none, other] = leads(Float32Array.of(1, 0, 8, 0), 2, 2, centres, Int32Array.of(-1, 0));
    expect(none).toBeNaN();
    expect(other).toBe(1 - 8 / 2);
  });

  it('is 1 where there is one centre alone, and 0 where two are the same', () => {
    expect([...leads(Float32Array.of(4), 1, 1, Float32Array.of(0), Int32Array.of(0))]).toEqual([1]);
    expect([...leads(Float32Array.of(4), 1, 1, Float32Array.of(4, 4), Int32Array.of(0))]).toEqual([0]);
  });
});
