import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../workers/ingest';
import type { PreviewNote } from '../../../workers/protocol/ingest';
import { fileOf, readAsProposed } from './support';

const rows = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => `${row(i)}\n`).join('');

async function noteOf(text: string, key: PreviewNote['key']): Promise<PreviewNote | undefined> {
  const { notes = [] } = await previewFile(fileOf(text));
  return notes.find((note) => note.key === key);
}

describe('what dates do not say', () => {
  it('zones that are merely named are named to the person, and the times read on the clocks of the chosen zone', async () => {
    const text = `user,date,event\n${rows(20, (i) => `u${i % 4},"Jan ${i + 1}, 2024 3:05:07 PM ${i % 2 === 0 ? 'PST' : 'PDT'}",view`)}`;
    expect(await noteOf(text, 'zone-names')).toMatchObject({ tone: 'watch', params: { column: 'date', zones: 'PST · PDT' } });
    expect((await readAsProposed(fileOf(text))).quality.from).toBe(Date.UTC(2024, 0, 1, 15, 5, 7));
    expect(await noteOf(text.replace(/P[SD]T/g, 'UTC'), 'zone-names')).toBeUndefined();
  });

  it('months without a day are no dates, and the person hears why', async () => {
    for (const [header, month] of [
      ['date', 'Jan-24'],
      ['month', '2024-01'],
      ['月份', '2024年1月'],
      ['Monat', '01/2024'],
    ]) {
      const text = `user,${header},event\n${rows(20, (i) => `u${i % 4},${month},view`)}`;
      expect(await noteOf(text, 'months-only')).toMatchObject({ tone: 'act', params: { column: header, example: month } });
    }
    expect(await noteOf(`user,date,event\n${rows(20, (i) => `u${i % 4},2024-01-0${(i % 9) + 1},view`)}`, 'months-only')).toBeUndefined();
  });
});
