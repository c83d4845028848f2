import { describe, expect, it } from 'vitest';
import { segmentName } from '../../../src/i18n/names';
import { extractFeatures } from '../../../workers/features';
import { ingestFile } from '../../../workers/ingest';
import { portray } from '../../../workers/portray';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe, type AttributeRecipe } from '../../../workers/protocol/recipe';
import { CLEANING, fileOf, mappingOf } from '../ingest/support';

/** Names of the segments of users whose lines are given by segment. */
async function names(segments: readonly (readonly string[])[], attributes: readonly AttributeRecipe[]): Promise<string[]> {
  const columns = Object.fromEntries(attributes.map(({ name }) => [name, 'other' as const]));
  const file = fileOf(`${attributes.map(({ name }) => name).join(',')}\n${segments.flat().join('\n')}\n`);
  const mapping = mappingOf(columns, { kind: 'users', attributes: [...attributes] });
  const { events } = (await drive(ingestFile(file, mapping, CLEANING, []))).ingested;
  const matrix = await drive(extractFeatures(events, defaultRecipe(mapping).features));
  const labels = Int32Array.from(segments.flatMap((lines, label) => lines.map(() => label)));
  const k = segments.length;
  const segmentation = { k, labels, centres: new Float32Array(k * matrix.features), distances: new Float32Array(labels.length) };
  return portray(events, matrix, segmentation).map(({ name }) => segmentName(name, 'en'));
}

const many = (line: (i: number) => string, count = 60) => Array.from({ length: count }, (_, i) => line(i));

describe('names from attributes', () => {
  it('are values that most of a segment have, by themselves where that says enough', async () => {
    const made = await names(
      [
        many((i) => `Fiber optic,Yes,${i % 7}`),
        many((i) => `DSL line,No,${i % 7}`),
        many((i) => `Satellite,${i % 2 ? 'Yes' : 'No'},${(i % 7) + 100}`),
      ],
      [
        { name: 'internet', as: 'category' },
        { name: 'partner', as: 'category' },
        { name: 'tenure', as: 'number' },
      ],
    );
    expect(made).toEqual(['“Fiber optic” “partner: Yes” users', '“DSL line” not “partner: Yes” users', '“Satellite” high-“tenure” users']);
  });

  it('tell segments apart that share a value, and stay unique without any', async () => {
    const made = await names(
      [
        many((i) => `gold,${i % 3}`),
        many((i) => `gold,${(i % 3) + 50}`),
        many((i) => `iron,${(i % 3) + 20}`),
        many((i) => `iron,${(i % 3) + 20}`),
      ],
      [
        { name: 'card', as: 'category' },
        { name: 'visits', as: 'number' },
      ],
    );
    expect(made[0]).toContain('low-“visits”');
    expect(made[1]).toContain('high-“visits”');
    expect(new Set(made).size).toBe(4);
  });
});
