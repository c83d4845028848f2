import { describe, expect, it } from 'vitest';
import { ingest } from '../../../../workers/ingest';
import { inlineRanges } from '../../../fixtures/inline-ranges';
import type { RangePart, RangeReader, RangeTask } from '../../../../workers/ingest/ranges';
import { readRanges } from '../../../../workers/ingest/ranges/read-ranges';
import { findRecordStart } from '../../../../workers/ingest/ranges/record-start';
import { blockOf } from '../../../../workers/ingest/ranges/row-block';
import { int32List } from '../../../../workers/ingest/growable';
import { RawRows } from '../../../../workers/ingest/raw-rows';
import { AppError } from '../../../../workers/protocol/errors';
import { CLEANING, failure, fileOf, mappingOf, read } from '../support';

const NO_ROWS = blockOf(
  new RawRows({ delimiter: ',', newline: '\n' }, 1, {
    event: false,
    item: false,
    category: false,
    order: false,
    session: false,
    value: false,
    quantity: false,
  }),
  int32List(),
);
const part = (start: number, end: number): RangePart => ({ start, end, startLine: 1, endLine: 1, block: NO_ROWS });

/** Records lie at `starts`; a guess is answered by `guess`, an exact task by the truth. */
function fake(starts: readonly number[], size: number, guess: (task: RangeTask) => RangePart | null) {
  const tasks: RangeTask[] = [];
  const after = (place: number) => starts.find((start) => start >= place) ?? size;
  const reader: RangeReader = {
    concurrency: 2,
    open: async () => undefined,
    read: async (task) => {
      tasks.push(task);
      return task.exact ? part(after(task.from), after(task.to)) : guess(task);
    },
  };
  return { reader, tasks, truth: ({ from, to }: RangeTask) => part(after(from), after(to)) };
}

async function partsOf(reader: RangeReader, size: number, rangeBytes: number): Promise<(readonly [number, number])[]> {
  const parts: (readonly [number, number])[] = [];
  for await (const { part: one } of readRanges(reader, { from: 0, size, rangeBytes })) parts.push([one.start, one.end]);
  return parts;
}

describe('guessed ranges', () => {
  const starts = [0, 7, 12, 31, 33, 55, 90];

  it('are taken where each starts where the one before ends', async () => {
    const { reader, tasks, truth } = fake(starts, 100, (task) => truth(task));
    expect(await partsOf(reader, 100, 30)).toEqual([
      [0, 31],
      [31, 90],
      [90, 100],
    ]);
    expect(tasks.filter(({ exact }) => exact)).toEqual([{ from: 0, to: 30, exact: true }]);
  });

  it('are read again where they are wrong, find nothing, or throw', async () => {
    const wrong = [
      () => part(35, 62),
      () => null,
      () => {
        throw new RangeError('a wrong guess may do anything');
      },
    ];
    for (const guess of wrong) {
      const { reader, tasks } = fake(starts, 100, guess);
      expect(await partsOf(reader, 100, 30)).toEqual([
        [0, 31],
        [31, 90],
        [90, 100],
      ]);
      expect(tasks.filter(({ exact }) => exact).map(({ from, to }) => [from, to])).toEqual([
        [0, 30],
        [31, 60],
        [90, 100],
      ]);
    }
  });

  it('are passed over where one record reaches over them', async () => {
    const { reader } = fake([0, 80], 100, () => part(15, 20));
    expect(await partsOf(reader, 100, 10)).toEqual([
      [0, 80],
      [80, 100],
    ]);
  });

  it('throw what reading a known start throws, and stop when told to', async () => {
    const gone: RangeReader = {
      concurrency: 2,
      open: async () => undefined,
      read: () => Promise.reject(new AppError('file-changed', { name: 'x' })),
    };
    expect((await failure(partsOf(gone, 100, 30))).code).toBe('file-changed');

    const stop = new AbortController();
    const stuck: RangeReader = { ...gone, read: () => new Promise(() => undefined) };
    const parts = readRanges(stuck, { from: 0, size: 100, rangeBytes: 30 }, stop.signal);
    const next = failure(parts.next());
    stop.abort();
    expect((await next).code).toBe('cancelled');
  });
});

describe('the guess of a record', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const comma = { delimiter: ',', newline: '\n' } as const;

  it('holds for text that was cut within quotes and outside them', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => `${i},2024-01-01,"eins, ""zwei""\n${'drei '.repeat(i % 9)}\nvier",x`);
    const text = `user,time,title,note\n${rows.join('\n')}\n`;
    const starts = new Set<number>();
    let place = 'user,time,title,note\n'.length;
    for (const row of rows) {
      starts.add(place);
      place += row.length + 1;
    }
    const all = bytes(text);
    for (let cut = 100; cut < all.length - 2000; cut += 7) {
      expect(starts.has(cut - 1 + findRecordStart(all.subarray(cut - 1, cut + 1500), comma, 4))).toBe(true);
    }
  });

  it('takes the byte after a line end, and finds nothing in text without one', () => {
    expect(findRecordStart(bytes('\na,b\n'), comma, 2)).toBe(1);
    expect(findRecordStart(bytes('x\na,b\n'), comma, 2)).toBe(2);
    expect(findRecordStart(bytes('x,y'), comma, 2)).toBe(-1);
    expect(findRecordStart(bytes('x\ry"z\ra'), { delimiter: 'spaces', newline: '\r' }, 2)).toBe(2);
  });
});

describe('which files are cut', () => {
  const mapping = mappingOf({ user: 'user', time: 'time' });
  const text = `user,time\n${Array.from({ length: 50 }, (_, i) => `ü${i},2024-01-01`).join('\n')}\n`;
  const reads = async (file: File) => {
    const reader = inlineRanges();
    let tasks = 0;
    const counting: RangeReader = { ...reader, read: (task) => reader.read((tasks++, task)) };
    const { quality } = await read(file, mapping, CLEANING, { ranges: { reader: counting, rangeBytes: 64, smallestFile: 100 } });
    expect(quality.kept).toBe(50);
    return tasks;
  };

  it('are those of plain UTF-8 that are large enough', async () => {
    expect(await reads(fileOf(text))).toBeGreaterThan(5);
    expect(await reads(fileOf(`\uFEFF${text}`))).toBeGreaterThan(5);
    const utf16 = Uint16Array.from(`\uFEFF${text}`, (char) => char.charCodeAt(0));
    expect(await reads(fileOf(new Uint8Array(utf16.buffer)))).toBe(0);
    const packed = await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
    expect(await reads(fileOf(new Uint8Array(packed)))).toBe(0);
  });

  it('report progress up to the size of the file', async () => {
    const file = fileOf(text);
    const done: number[] = [];
    for await (const progress of ingest(file, mapping, CLEANING, undefined, {
      ranges: { reader: inlineRanges(), rangeBytes: 64, smallestFile: 0 },
    })) {
      done.push(progress.done);
    }
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(file.size);
  });
});
