import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../../workers/ingest';
import { readTable } from '../../../../workers/ingest/read-table';
import { failure, fileOf, mappingOf, read, readAsProposed, rejectedText } from '../support';
import { textOf, lines } from './support';

const jsonl = (values: readonly unknown[]) => lines(...values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))));
const at = (i: number) => Date.UTC(2024, 0, 1) + i * 3_600_000;

describe('objects with a list of what happened', () => {
  const sessions = Array.from({ length: 30 }, (_, i) => ({
    session: 500 + i,
    events: Array.from({ length: 2 + (i % 3) }, (_, k) => ({
      aid: 100 + ((i + k) % 9),
      ts: at(i * 5 + k),
      type: k === 1 ? 'orders' : 'clicks',
    })),
  }));

  it('are as many rows as things happened, each with what stands around it', async () => {
    const { text, unwrapped } = await textOf(fileOf(jsonl(sessions)));
    const rows = sessions.flatMap(({ session, events }) => events.map(({ aid, ts, type }) => `${session},${aid},${ts},${type}`));
    expect(text).toBe(lines('session,events.aid,events.ts,events.type', ...rows));
    expect(unwrapped).toMatchObject({ kind: 'json-list', parts: ['events'] });
    const preview = await previewFile(fileOf(jsonl(sessions)));
    expect(preview.mapping.columns.map(({ role }) => role)).toEqual(['user', 'item', 'time', 'event']);
    const { quality } = await readAsProposed(fileOf(jsonl(sessions)));
    expect(quality).toMatchObject({ rowsRead: rows.length, kept: rows.length, users: 30, from: at(0), orders: 30 });
  });

  it('may stand beside ids, postcodes and incomes, whose figures could be times', async () => {
    const people = sessions.map(({ session, events }, i) => ({
      session: 1_700_000_000 + session,
      zip: `5${1000 + i}`,
      income: 40_000 + i,
      city: 'Köln',
      events,
    }));
    expect((await textOf(fileOf(jsonl(people)))).columns).toEqual([
      'session',
      'zip',
      'income',
      'city',
      'events.aid',
      'events.ts',
      'events.type',
    ]);
  });

  it('lose nothing: an empty list and a broken line are rows that are rejected, by their lines', async () => {
    const file = fileOf(jsonl([...sessions, { session: 900, events: [] }, '{"session":901,"events":[{"aid":1', ...sessions.slice(0, 2)]));
    const mapping = mappingOf(
      { session: 'user', 'events.aid': 'item', 'events.ts': 'time', 'events.type': 'event', events: 'other' },
      { dateFormat: 'epoch-ms' },
    );
    const ingested = await read(file, mapping);
    const rows = sessions.reduce((sum, { events }) => sum + events.length, 0);
    expect(ingested.quality).toMatchObject({ rowsRead: rows + 2 + 5, rejected: { 'no-time': 1, 'not-object': 1 } });
    expect(
      (await rejectedText(file, mapping, ingested))
        .split('\r\n')
        .slice(1, 3)
        .map((line) => line.split(',')[0]),
    ).toEqual(['31', '32']);
  });

  it('stay one row where they say themselves when it was, and where two lists stand side by side', async () => {
    const orders = Array.from({ length: 20 }, (_, i) => ({
      id: i,
      created_at: '2024-01-05',
      lines: [
        { sku: 'a', added_at: '2024-01-04' },
        { sku: 'b', added_at: '2024-01-04' },
      ],
    }));
    expect((await textOf(fileOf(jsonl(orders)))).columns).toEqual(['id', 'created_at', 'lines']);
    const two = sessions.map((each) => ({ ...each, offers: [{ code: 'x' }] }));
    expect((await textOf(fileOf(jsonl(two)))).columns).toEqual(['session', 'events', 'offers']);
    const timeless = Array.from({ length: 20 }, (_, i) => ({ user: i, tags: [{ name: 'a' }, { name: 'b' }] }));
    expect((await textOf(fileOf(jsonl(timeless)))).columns).toEqual(['user', 'tags']);
  });

  it.each([
    ['a date of another name', (i: number) => ({ order_no: i, amount: 50, date: '20240112', payments: [] })],
    ['a date of a name of two words', () => ({ orderedOn: '2024-01-12', payments: [] })],
    ['a date in words', () => ({ created_at: 'January 12, 2024', payments: [] })],
    ['an amount', () => ({ who: 'a', total: 50, payments: [] })],
    ['an order', (i: number) => ({ order: { id: i }, payments: [] })],
  ])('stay one row where around them stands %s, which would count with each entry', async (_, around) => {
    const orders = Array.from({ length: 40 }, (__, i) => ({
      ...around(i),
      payments: [{ paid_at: '2024-01-13T10:00:00Z' }, { paid_at: '2024-01-14T10:00:00Z' }],
    }));
    const { text } = await textOf(fileOf(jsonl(orders)));
    expect(text.trimEnd().split('\n')).toHaveLength(41);
  });

  it('lose an entry that is no object, and no other of its list', async () => {
    const file = fileOf(
      jsonl(sessions.map(({ session, events }, i) => ({ session, events: i % 10 === 4 ? [events[0], null, ...events.slice(1)] : events }))),
    );
    const { mapping } = await previewFile(file);
    const ingested = await read(file, mapping);
    const entries = sessions.reduce((sum, { events }) => sum + events.length, 0);
    expect(ingested.quality).toMatchObject({
      rowsRead: entries + 3,
      kept: entries,
      users: 30,
      rejected: { 'not-object': 3, 'no-time': 0 },
    });
    expect(await rejectedText(file, mapping, ingested)).toContain('5,not-object,null');
  });

  it('are what happened however many have none, but not where hardly any have some', async () => {
    const empty = (count: number) => Array.from({ length: count }, (_, i) => ({ session: 900 + i, events: [] }));
    for (const [some, none, rows] of [
      [sessions, empty(3), 90],
      [sessions, empty(30), 90],
      [sessions.slice(0, 2), empty(38), null],
      [sessions.slice(0, 2), [], 5],
    ] as const) {
      const { unwrapped, text } = await textOf(fileOf(jsonl([...some, ...none])));
      expect(unwrapped?.kind).toBe(rows === null ? 'json' : 'json-list');
      expect(text.trimEnd().split('\n')).toHaveLength(1 + (rows ?? some.length) + none.length);
    }
  });

  it('stay one row where what stands around is so long that the rows would be a table of many times the size', async () => {
    const biography = 'w'.repeat(4000);
    const events = Array.from({ length: 400 }, (_, k) => ({ ts: at(k), type: 'clicks' }));
    const people = [1, 2, 3, 4].map((user) => ({ user, biography, events }));
    const { text } = await textOf(fileOf(jsonl(people)));
    expect(text.length).toBeLessThan(2 * jsonl(people).length);
    // Where only later ones are so long, the file is refused at the first.
    const later = Array.from({ length: 4 }, (_, user) => ({ user, biography: 'w'.repeat(60_000), events }));
    expect(await failure(textOf(fileOf(jsonl([...Array.from({ length: 200 }, () => sessions[0]), ...later]), 'a.jsonl')))).toEqual({
      code: 'json-repeats',
      params: { name: 'a.jsonl', line: 201 },
    });
  });

  it('keep each field of what stands around as it keeps those of the entries', async () => {
    const people = Array.from({ length: 6 }, (_, user) => ({
      user,
      ...Object.fromEntries(Array.from({ length: 150 }, (__, k) => [`trait${k}`, k % 7])),
      events: Array.from({ length: 150 }, (__, k) => ({ ts: at(k), kind: 'click', page: `p${k % 9}`, other: k % 5 })),
    }));
    const { header, announcements } = await readTable(fileOf(jsonl(people)));
    expect(header).toHaveLength(155);
    expect(announcements).toEqual([]);
  });
});
