import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTask } from '../../../workers/math/breathe';
import { AppError } from '../../../workers/protocol/errors';
import type { QualityReport } from '../../../workers/protocol/ingest';
import { drive } from '../../../workers/protocol/progress';
import { append, mergeEvents } from '../../../workers/update';
import { eventTable, type EventRow } from '../../fixtures/events';
import { CLEANING, fileOf, mappingOf, read } from '../ingest/support';
import { csvOf, MAPPING, spelledOut, type Line } from './csv';

const START = Date.UTC(2023, 10, 25);
const DAY = 86_400_000;

/** Few values, so that rows meet each other in all columns but one, and in all. */
const anyLine: fc.Arbitrary<Line> = fc
  .record({
    user: fc.constantFrom('ann', 'bob', 'cleo', 'dan', ''),
    time: fc.constantFrom(0, 0, 1, 1, 5, 9, 40, 70).map((day) => START + day * DAY),
    type: fc.constantFrom('view', 'purchase', 'purchase', 'refund'),
    item: fc.constantFrom('p', 'q', ''),
    category: fc.constantFrom('c', ''),
    price: fc.constantFrom(1.1, 2.25, 19.99),
    quantity: fc.constantFrom(1, 1, 2),
    order: fc.constantFrom('1', '2', ''),
    session: fc.constantFrom('s', 't', ''),
  })
  // The price of what was only looked at is not in the table.
  .map((line) => (line.type === 'view' ? { ...line, price: 1.1 } : line));
const anyLines = fc.array(anyLine, { minLength: 1, maxLength: 40, size: 'max' }).filter((lines) => lines.some(({ user }) => user !== ''));

function expectSameQuality(merged: QualityReport, whole: QualityReport) {
  const money = (report: QualityReport) => [report.revenue, report.refundValue, ...report.byMonth.map(({ revenue }) => revenue)];
  money(merged).forEach((value, i) => expect(value).toBeCloseTo(money(whole)[i]!, 6));
  // What is odd in a file is judged within it, so that `dirt` is a sum over the files.
  const counts = ({
    fileName: _,
    fileSize: _size,
    revenue: _r,
    refundValue: _v,
    dirt: _dirt,
    byMonth,
    eventTypes,
    ...rest
  }: QualityReport) => ({
    ...rest,
    // Types of equally many rows stand in the order of their codes, which is that of appearance in either.
    eventTypes: [...eventTypes],
    byMonth: byMonth.map(({ revenue: _revenue, ...month }) => month),
  });
  expect(counts(merged)).toEqual(counts(whole));
}

const balance = ({ kept, duplicates, rejected }: QualityReport) => kept + duplicates + Object.values(rejected).reduce((a, b) => a + b, 0);

describe('appending a file', () => {
  it('gives the table and the quality that both files in one would give', async () => {
    await fc.assert(
      fc.asyncProperty(anyLines, anyLines, fc.array(fc.nat(), { maxLength: 10 }), async (first, second, again) => {
        const newer = [...second, ...again.map((i) => first[i % first.length]!)];
        const [held, added, whole] = await Promise.all(
          [first, newer, [...first, ...newer]].map((lines) => read(fileOf(csvOf(lines)), MAPPING)),
        );
        const { merged, quality, summary } = await drive(append(held!, added!));
        expect(spelledOut(merged.events)).toEqual(spelledOut(whole!.events));
        expectSameQuality(quality, whole!.quality);
        expect(balance(quality)).toBe(quality.rowsRead);
        expect(balance(summary.quality) + summary.overlap).toBe(summary.quality.rowsRead);
        expect(merged.newEvents + merged.overlap).toBe(added!.events.rows);
        const oldUsers = new Set(held!.events.userIds);
        expect(merged.newUsers).toBe(added!.events.userIds.filter((id) => !oldUsers.has(id)).length);
        expect(merged.touched).toHaveLength(merged.newUsers + merged.changedUsers);
        expect(Array.from(merged.userMap, (user) => merged.events.userIds[user])).toEqual(added!.events.userIds);
        expect(merged.events.userIds.slice(0, held!.events.users)).toEqual(held!.events.userIds);
        expect(merged.events.session!.keys.slice(0, held!.events.session!.keys.length)).toEqual(held!.events.session!.keys);
        for (const name of ['type', 'item', 'category', 'order'] as const) {
          const before = held!.events[name]!.names;
          expect(merged.events[name]!.names.slice(0, before.length)).toEqual(before);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('takes as many of equal rows for overlap as were held, where equal rows are kept', async () => {
    const cleaning = { ...CLEANING, dropDuplicates: false };
    await fc.assert(
      fc.asyncProperty(anyLines, anyLines, async (first, second) => {
        const [held, added] = await Promise.all([first, second].map((lines) => read(fileOf(csvOf(lines)), MAPPING, cleaning)));
        const { merged, quality } = await drive(append(held!, added!));
        const tally = (rows: unknown[]) => {
          const counts = new Map<string, number>();
          for (const row of rows) counts.set(JSON.stringify(row), (counts.get(JSON.stringify(row)) ?? 0) + 1);
          return counts;
        };
        const [a, b] = [tally(spelledOut(held!.events)), tally(spelledOut(added!.events))];
        const expected = new Map([...new Set([...a.keys(), ...b.keys()])].map((row) => [row, Math.max(a.get(row) ?? 0, b.get(row) ?? 0)]));
        const sorted = (counts: Map<string, number>) => [...counts].sort(([x], [y]) => (x < y ? -1 : 1));
        expect(sorted(tally(spelledOut(merged.events)))).toEqual(sorted(expected));
        expect(balance(quality)).toBe(quality.rowsRead);
      }),
      { numRuns: 100 },
    );
  });

  it('leaves the table as it is where nothing is new', async () => {
    const line: Line = { user: 'a', time: START, type: 'view', item: 'p', category: '', price: 1, quantity: 1, order: '', session: '' };
    const held = await read(fileOf(csvOf([line, { ...line, time: START + DAY }])), MAPPING);
    const added = await read(fileOf(csvOf([line])), MAPPING);
    const { merged, summary } = await drive(append(held, added));
    expect(merged.events).toBe(held.events);
    expect(summary).toMatchObject({ overlap: 1, newEvents: 0, newUsers: 0, changedUsers: 0, lateEvents: 0 });
    expect(merged.touched).toHaveLength(0);
  });

  it('counts late events, which go where they belong', async () => {
    const row = (user: string, day: number): EventRow => ({ user, t: START + day * DAY });
    const held = eventTable([row('a', 0), row('b', 5), row('a', 10)]);
    const { events, lateEvents, newEvents, changedUsers } = await mergeEvents(held, eventTable([row('a', 4), row('b', 11)]), nextTask);
    expect([newEvents, lateEvents, changedUsers]).toEqual([2, 1, 2]);
    expect(Array.from(events.time, (t) => (t - START) / DAY)).toEqual([0, 4, 10, 5, 11]);
  });

  it('fills a column that one of the files lacks as missing, and tells rows apart by the others', async () => {
    const held = eventTable([{ user: 'a', t: START, item: 'p', order: '1', value: 3 }]);
    const added = eventTable([
      { user: 'a', t: START, item: 'p', value: 3 },
      { user: 'a', t: START + 1, item: 'q', quantity: 2, value: 4 },
      { user: 'a', t: START + 2, item: 'q', quantity: -1, value: -4, refund: true },
    ]);
    const { events, overlap } = await mergeEvents(held, added, nextTask);
    expect(overlap).toBe(1);
    expect(Array.from(events.order!.codes)).toEqual([0, -1, -1]);
    expect(Array.from(events.quantity!)).toEqual([1, 2, -1]);
    expect(events.type.names).toEqual(['purchase', 'refund']);
    expect(events.purchaseCodes).toEqual([0]);
  });

  it('tells searches of one moment apart by their words, unless one of the files could not keep all', async () => {
    const search = (text: string): EventRow => ({ user: 'a', t: START, type: 'search', text });
    const held = eventTable([search('red shoes')]);
    const added = eventTable([search('blue hat'), search('red shoes')]);
    const { events, overlap } = await mergeEvents(held, added, nextTask);
    expect(overlap).toBe(1);
    expect(Array.from(events.text!.codes, (code) => events.text!.names[code])).toEqual(['red shoes', 'blue hat']);
    expect(events.text!.full).toBe(false);
    const full = await mergeEvents(held, { ...added, text: { ...added.text!, full: true } }, nextTask);
    expect(full.overlap).toBe(1);
    expect(full.events.text!.full).toBe(true);
    const before = await mergeEvents(eventTable([{ user: 'b', t: START }]), held, nextTask);
    expect(Array.from(before.events.text!.codes)).toEqual([-1, 0]);
  });

  it('knows which types no file names, but Shoal', async () => {
    const bare = await read(fileOf('user,time\nann,2024-02-01\n'), mappingOf({ user: 'user', time: 'time' }));
    const own = async (...types: string[]) => {
      const lines = types.map((type) => `bob,2024-01-01,${type}\n`).join('');
      const held = await read(fileOf(`user,time,what\n${lines}`), mappingOf({ user: 'user', time: 'time', what: 'event' }));
      const { quality, merged } = await drive(append(held, bare));
      expect(merged.events.type.names).toContain('purchase');
      return quality.ownTypes;
    };
    expect(await own('view', 'buy')).toEqual(['purchase']);
    // The file's word, which the newer rows join.
    expect(await own('view', 'purchase')).toBeUndefined();
    // And the word of a file that comes after them; the rows after that are no reason to forget it.
    const worded = await read(
      fileOf('user,time,what\nbob,2024-03-01,purchase\n'),
      mappingOf({ user: 'user', time: 'time', what: 'event' }),
    );
    const { merged, quality } = await drive(append(bare, worded));
    expect([quality.ownTypes, merged.events.ownTypes]).toEqual([undefined, undefined]);
    expect((await drive(append({ events: merged.events, quality }, bare))).quality.ownTypes).toBeUndefined();
    expect(
      (await drive(append(bare, await read(fileOf('user,time\nann,2024-03-01\n'), mappingOf({ user: 'user', time: 'time' }))))).quality
        .ownTypes,
    ).toEqual(['purchase']);
  });

  it('stops when asked to', async () => {
    const table = eventTable([{ user: 'a', t: START }]);
    const quality = {} as QualityReport;
    const stage = append({ events: table, quality }, { events: table, quality }, AbortSignal.abort());
    await expect(drive(stage)).rejects.toBeInstanceOf(AppError);
  });
});
