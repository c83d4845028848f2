import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../workers/ingest';
import { defaultRecipe, RecipeSchema } from '../../../workers/protocol/recipe';
import { encode } from '../../fixtures/encode';
import { fileOf, mappingOf, read, rejectedText } from './support';

describe('how the text is read, by hand', () => {
  const text = `user;time;city\n${Array.from({ length: 30 }, (_, i) => `u${i % 5};2024-01-${String((i % 28) + 1).padStart(2, '0')};Ä,Ö`).join('\n')}\nu9;never;Ü\n`;
  const file = fileOf(encode(text, 'windows-1252'));

  it('goes from the preview through the mapping into every pass over the file', async () => {
    const found = await previewFile(file);
    expect(found).toMatchObject({ encoding: 'windows-1252', delimiter: ';' });
    expect(found.mapping.reading).toBeUndefined();

    const cyrillic = await previewFile(file, undefined, { encoding: 'windows-1251' });
    expect(cyrillic.encoding).toBe('windows-1251');
    expect(cyrillic.rows[0]).toEqual(['u0', '2024-01-01', 'Д,Ц']);
    const { mapping } = cyrillic;
    const ingested = await read(file, mapping);
    expect(ingested.quality).toMatchObject({ rowsRead: 31, rejected: { 'bad-date': 1 } });
    expect(await rejectedText(file, mapping, ingested)).toContain('u9,never,Ь');
  });

  it('a delimiter by hand cuts the cells', async () => {
    const preview = await previewFile(file, undefined, { delimiter: ',' });
    expect(preview.delimiter).toBe(',');
    expect(preview.rows[0]).toEqual(['u0;2024-01-01;Ä', 'Ö']);
  });

  it('is kept in the recipe, which need not have it', () => {
    const recipe = defaultRecipe(mappingOf({ user: 'user', time: 'time' }, { reading: { encoding: 'gb18030', delimiter: '|' } }));
    expect(v.parse(RecipeSchema, recipe)).toEqual(recipe);
    expect(v.is(RecipeSchema, defaultRecipe(mappingOf({ user: 'user', time: 'time' })))).toBe(true);
    expect(v.is(RecipeSchema, { ...recipe, mapping: { ...recipe.mapping, reading: { encoding: 'no-such' } } })).toBe(false);
  });

  it('tells what was decided about the beginning', async () => {
    const { readingNotes: notes } = await previewFile(fileOf(`Report\n\n${text}`));
    expect(notes).toEqual([{ key: 'preamble', line: 1, count: 2, params: { example: 'Report' } }]);
  });
});
