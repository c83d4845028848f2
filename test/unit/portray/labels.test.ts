import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ingestFile, previewFile } from '../../../workers/ingest';
import { labelFigures } from '../../../workers/portray/labels';
import type { EventTable } from '../../../workers/protocol/events';
import type { FeatureMatrix } from '../../../workers/protocol/features';
import { drive } from '../../../workers/protocol/progress';
import { CLEANING, fileOf, hasSharedData, mappingOf, sharedFile, sharedText, SKIPPED } from '../ingest/support';

const everyUser = (events: EventTable) =>
  ({ users: events.users, userIndex: Uint32Array.from({ length: events.users }, (_, i) => i) }) as unknown as FeatureMatrix;
const segmentation = (labels: readonly number[], k: number) => ({
  k,
  labels: Int32Array.from(labels),
  centres: new Float32Array(0),
  distances: new Float32Array(0),
});

describe('outcomes by segment', () => {
  it('are shares and means over those of whom they are known', async () => {
    const row = fc.record({
      churn: fc.constantFrom('Yes', 'No', ''),
      score: fc.option(fc.integer({ min: -50, max: 50 }), { nil: null }),
      segment: fc.nat(2),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 3, maxLength: 40 }), async (rows) => {
        fc.pre(rows.some(({ churn }) => churn === 'Yes') && rows.some(({ churn }) => churn === 'No'));
        const file = fileOf(`churn,score,age\n${rows.map(({ churn, score }, i) => `${churn},${score ?? ''},${i}`).join('\n')}\n`);
        const mapping = mappingOf(
          { churn: 'other', score: 'other', age: 'other' },
          {
            kind: 'users',
            attributes: [
              { name: 'churn', as: 'category', label: true },
              { name: 'score', as: 'number', label: true },
              { name: 'age', as: 'number' },
            ],
          },
        );
        const { events } = (await drive(ingestFile(file, mapping, CLEANING, []))).ingested;
        const labels = rows.map(({ segment }) => segment);
        const figures = labelFigures(events, everyUser(events), segmentation(labels, 3));
        for (const [id, list] of figures.entries()) {
          const own = rows.filter(({ segment }) => segment === id);
          const told = own.filter(({ churn }) => churn !== '');
          const scores = own.flatMap(({ score }) => (score === null ? [] : [score]));
          const [churn, score] = list;
          expect([churn!.column, churn!.level, churn!.users]).toEqual(['churn', 'Yes', told.length]);
          if (told.length > 0) expect(churn!.value).toBeCloseTo(told.filter((each) => each.churn === 'Yes').length / told.length, 12);
          else expect(churn!.value).toBeNaN();
          expect([score!.column, score!.level, score!.users]).toEqual(['score', null, scores.length]);
          if (scores.length > 0) expect(score!.value).toBeCloseTo(scores.reduce((sum, x) => sum + x, 0) / scores.length, 9);
          if (scores.length > 0) expect(score!.low <= score!.value && score!.value <= score!.high).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it.skipIf(!hasSharedData)(`Telco churn: whatever the segments, they add up to the overall 26.5 % (${SKIPPED})`, async () => {
    const file = sharedFile('telco-churn.csv');
    const { events } = (await drive(ingestFile(file, (await previewFile(file)).mapping, CLEANING, []))).ingested;
    const labels = Array.from({ length: 7043 }, (_, i) => (i + Math.floor(i / 11)) % 4);
    const figures = labelFigures(events, everyUser(events), segmentation(labels, 4)).map(([churn]) => churn!);
    const lines = sharedText('telco-churn.csv').split(/\r?\n/).slice(1, 7044);
    figures.forEach(({ value, users }, id) => {
      const own = lines.filter((_, i) => labels[i] === id);
      expect(users).toBe(own.length);
      expect(value).toBeCloseTo(own.filter((line) => line.endsWith(',Yes')).length / own.length, 12);
    });
    expect(figures.reduce((sum, { value, users }) => sum + value * users, 0) / 7043).toBeCloseTo(0.26537, 5);
    expect(figures[0]!.overall).toBeCloseTo(0.26537, 5);
  });
});
