import { describe, expect, it } from 'vitest';
import { chunksOf } from '../../../workers/math/chunks';

describe('the chunks of a stream', () => {
  const streamOf = (chunks: readonly number[]) =>
    new ReadableStream<number>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        if (chunks.length < 3) controller.error(new RangeError('torn'));
        else controller.close();
      },
    });

  it('come in order, and none is left', async () => {
    const found: number[] = [];
    for await (const chunk of chunksOf(streamOf([1, 2, 3]))) found.push(chunk);
    expect(found).toEqual([1, 2, 3]);
  });

  it('let the stream go where the loop is left', async () => {
    let cancelled = 0;
    const endless = new ReadableStream<number>({ pull: (controller) => controller.enqueue(1), cancel: () => void cancelled++ });
    for await (const chunk of chunksOf(endless)) if (chunk === 1) break;
    expect(cancelled).toBe(1);
  });

  it('throw what the stream fails with', async () => {
    const all = async () => {
      for await (const _ of chunksOf(streamOf([]))) expect.unreachable();
    };
    await expect(all()).rejects.toThrow('torn');
  });
});
