import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../../workers/ingest';
import { fileOf, mappingOf, read, readAsProposed, rejectedText } from '../support';
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
});
