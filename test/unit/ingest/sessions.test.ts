import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOf, mappingOf, read } from './support';

const MAPPING = mappingOf({ user: 'user', time: 'time', session: 'session' });

describe('session ids', () => {
  it('are numbered by first appearance in the table, whoever shares them and wherever they come back', async () => {
    const row = fc.record({ user: fc.constantFrom('u1', 'u2', 'u3'), session: fc.constantFrom<string[]>('', 's1', 's2', 's3', 'null') });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (rows) => {
        const lines = rows.map(({ user, session }, i) => `${user},2024-01-01 00:00:${String(i).padStart(2, '0')},${session}`);
        const { events } = await read(fileOf(`user,time,session\n${lines.join('\n')}\n`), MAPPING);
        const users = [...new Set(rows.map(({ user }) => user))];
        const inTable = users.flatMap((user) => rows.filter((one) => one.user === user)).map(({ session }) => session);
        const known = [...new Set(inTable)].filter((session) => session !== '' && session !== 'null');
        expect([...events.session!.codes]).toEqual(inTable.map((session) => known.indexOf(session)));
        expect(events.session!.keys).toHaveLength(2 * known.length);
      }),
    );
  });
});
