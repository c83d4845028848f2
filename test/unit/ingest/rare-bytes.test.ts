import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectEncoding } from '../../../workers/ingest/encoding';
import { readTable } from '../../../workers/ingest/read-table';
import { encode } from '../../fixtures/encode';
import { WORDS } from '../../fixtures/words';
import { fileOf } from './support';

type Language = keyof typeof WORDS;

/** Words of a language that an encoding has, those of ASCII left out. */
function wordsOf(language: Language, label: string): string[] {
  return WORDS[language].split(language === 'signs' ? '|' : ' ').filter((word) => {
    try {
      return encode(word, label).some((byte) => byte >= 0x80);
    } catch {
      return false;
    }
  });
}

/** A table of `rows` rows of ASCII but for words in `cells` of them, spread evenly, one after the other. */
function bytesOf(words: readonly string[], label: string, cells: number, rows = 500): Uint8Array<ArrayBuffer> {
  const encoded = words.map((word) => encode(word, label));
  const parts: Uint8Array[] = [Buffer.from('user,item,city,price\n')];
  let used = 0;
  for (let row = 0; row < rows; row++) {
    const has = Math.floor(((row + 1) * cells) / rows) > used;
    parts.push(
      Buffer.from(`u${row},Blue mug,`),
      has ? encoded[used++ % words.length]! : Buffer.from('London'),
      Buffer.from(`,${row}.50\n`),
    );
  }
  return new Uint8Array(Buffer.concat(parts));
}

const decoded = (bytes: Uint8Array) => new TextDecoder(detectEncoding(bytes)).decode(bytes);

/** From how many cells on every choice of neighbouring words of the list must be told: what one or two words leave open, nobody can tell. */
const TOLD: readonly (readonly [Language, label: string, from: number])[] = [
  ['german', 'windows-1252', 1],
  ['french', 'windows-1252', 1],
  ['spanish', 'windows-1252', 1],
  ['portuguese', 'windows-1252', 1],
  ['italian', 'windows-1252', 1],
  ['nordic', 'windows-1252', 1],
  ['signs', 'windows-1252', 1],
  ['german', 'utf-8', 1],
  ['simplified', 'utf-8', 1],
  ['russian', 'windows-1251', 1],
  ['russian', 'koi8-r', 20],
  ['polish', 'windows-1250', 3],
  ['czech', 'windows-1250', 20],
  ['german', 'macintosh', 20],
  ['french', 'macintosh', 3],
  ['simplified', 'gb18030', 3],
  ['traditional', 'big5', 3],
  ['japanese', 'shift_jis', 3],
  ['japanese', 'euc-jp', 20],
  ['halfWidth', 'shift_jis', 3],
  ['korean', 'euc-kr', 1],
];

describe('few bytes beyond ASCII among 500 rows', () => {
  for (const [language, label, from] of TOLD) {
    it(`${language} in ${label}, from ${from} on`, () => {
      const words = wordsOf(language, label);
      const wrong = [1, 3, 20, 200]
        .filter((cells) => cells >= from)
        .flatMap((cells) =>
          words.flatMap((_, i) => {
            const chosen = [...words.slice(i), ...words.slice(0, i)];
            const bytes = bytesOf(chosen, label, cells);
            return decoded(bytes) === new TextDecoder(label).decode(bytes)
              ? []
              : `${cells}: ${chosen.slice(0, 3).join(' ')} as ${detectEncoding(bytes)}`;
          }),
        );
      expect(wrong).toEqual([]);
    });
  }
});

const table = (header: string, cell: (row: number) => string) =>
  `${header}\n${Array.from({ length: 200 }, (_, row) => `u${row},Blue mug,${cell(row)},${row}.50\n`).join('')}`;

describe('tables that were taken for something else', () => {
  it.each([
    ['windows-1252', table('user,item,temp (°C),price', (row) => `${row % 30}`)],
    ['windows-1252', table('user,item,temp,price', (row) => `${row % 30}°C`)],
    ['windows-1252', table('user,item,width,price', (row) => `${row % 30} µm`)],
    ['windows-1252', table('user,item,size,price', (row) => `${row % 30}×3`)],
    ['windows-1252', table('user,item,note,price', (row) => (row === 90 ? 'naïve' : 'plain'))],
    ['windows-1252', table('user,item,city,price', (row) => (row === 90 ? 'Århus' : 'London'))],
    ['windows-1252', table('user,item,city,price', (row) => (row === 90 ? 'Ávila' : 'London'))],
    ['gb18030', table('user,item,gender,price', (row) => (row % 3 ? '女' : '男'))],
    ['gb18030', table('user,item,gender,price', (row) => (row % 30 ? '女' : '男'))],
    ['big5', table('user,item,gender,price', (row) => (row % 3 ? '女' : '男'))],
    ['shift_jis', table('user,item,city,price', (row) => ['ﾄｳｷｮｳ', 'ｵｵｻｶ', 'ﾅｺﾞﾔ'][row % 3]!)],
    ['shift_jis', table('user,item,city,price', (row) => ['東京', 'ｵｵｻｶ'][row % 2]!)],
    ['windows-1251', 'id,город\n1,Казань\n2,Самара\n'],
    ['windows-1251', table('user,item,city,price', (row) => (row === 90 ? 'Москва' : 'London'))],
  ])('%s, case %#', async (label, text) => {
    const { header, rows, encoding } = await readTable(fileOf(encode(text, label)));
    expect(encoding).toBe(label);
    expect([header, ...rows].map((cells) => `${cells.join(',')}\n`).join('')).toBe(text);
  });

  it('UTF-8 with a stray byte, which is told', async () => {
    const text = Buffer.from(table('user,item,city,price', (row) => (row % 22 === 4 ? 'Köln' : row === 100 ? 'M#nchen' : 'London')));
    text[text.indexOf('#')] = 0xfc;
    const { encoding, rows, announcements } = await readTable(fileOf(new Uint8Array(text)));
    expect(encoding).toBe('utf-8');
    expect(rows.filter((cells) => cells[2] === 'Köln')).toHaveLength(9);
    expect(rows[100]![2]).toBe('M\uFFFDnchen');
    expect(announcements.find(({ key }) => key === 'undecodable')).toMatchObject({ count: 1 });
  });

  it('ASCII with a NUL, which is no UTF-16', async () => {
    const { encoding, header, rows } = await readTable(fileOf('user,note\n1,"a\0b"\n2,c\n'));
    expect(encoding).toBe('utf-8');
    expect(header).toEqual(['user', 'note']);
    expect(rows.map(([user]) => user)).toEqual(['1', '2']);
  });
});

describe('a table of several different words', () => {
  const read = TOLD.map(([language, label]) => ({ label, words: wordsOf(language, label) }));

  it('is the same text whichever they are, however many rows of ASCII are around them', () => {
    const cases = fc.constantFrom(...read).chain(({ label, words }) =>
      fc.record({
        label: fc.constant(label),
        words: fc.uniqueArray(fc.constantFrom(...words), { minLength: 12, maxLength: 12 }),
        rows: fc.integer({ min: 12, max: 500 }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ label, words, rows }) => {
        const bytes = bytesOf(words, label, words.length, rows);
        expect(decoded(bytes)).toBe(new TextDecoder(label).decode(bytes));
      }),
      { numRuns: 300 },
    );
  });

  it('in UTF-16 without a mark is told, and with NULs anywhere in ASCII is not', () => {
    const text = table('user,item,city,price', (row) => wordsOf('simplified', 'gb18030')[row % 30]!);
    for (const label of ['utf-16le', 'utf-16be']) expect(detectEncoding(encode(text, label))).toBe(label);
    fc.assert(
      fc.property(fc.array(fc.nat(4000), { minLength: 1, maxLength: 400 }), (places) => {
        const bytes = Buffer.from(table('user,item,city,price', () => 'London'));
        for (const place of places) bytes[2 * place] = 0;
        expect(detectEncoding(bytes)).toBe('utf-8');
      }),
    );
  });
});
