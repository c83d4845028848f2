import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTable, type ReadTable } from '../../../workers/ingest/read-table';
import { failure, hasSharedData, sharedFile, sharedPath, SKIPPED } from './support';

interface Expected {
  readonly rows: number;
  readonly header: readonly string[] | number;
  readonly first: Readonly<Record<number, string>>;
  readonly last: Readonly<Record<number, string>>;
  readonly dialect?: Partial<ReadTable['dialect']>;
  readonly encoding?: string;
  readonly rejected?: Readonly<Record<string, number>>;
}

/** Worked out by looking at each file. `header`: its names, or how many there are; `first` and `last`: cells of these rows by column. */
const FILES: Readonly<Record<string, Expected>> = {
  'airedale.csv': {
    rows: 53,
    header: ['Department Family', 'Entity', 'Payment Date', 'Expense Type', 'Expense Area', 'Supplier', 'Transaction No.', 'Amount'],
    first: { 2: '16/07/2010', 3: 'COMPUTER SOFTWARE / LICENSE  FEES', 7: '43,774.58' },
    last: { 5: 'YORKSHIRE EYE HOSPITAL', 6: '200011-', 7: '-25,728.00' },
    dialect: { delimiter: ',', newline: '\r\n', preambleLines: 0, headerLines: 1 },
    rejected: { footnote: 1 },
  },
  'imdb.csv': { rows: 100, header: 44, first: { 0: 'titles01/tt0012349', 5: '8.4' }, last: { 2: 'Wie ein wilder Stier (1980)' } },
  'milk.csv': {
    rows: 370,
    header: 23,
    first: { 0: '1987', 1: '', 2: '14718.2' },
    last: { 0: 'Jun-15', 1: '(p)', 2: '1298.7' },
    dialect: { delimiter: '\t', newline: '\r\n' },
    rejected: { empty: 1, footnote: 9 },
  },
  'messytables/211.csv': {
    rows: 2132,
    header: 96,
    first: { 0: '373463', 4: 'Program', 5: 'CentroNia' },
    last: { 0: '373132', 5: 'Zion Baptist Church' },
    dialect: { delimiter: ',', newline: '\r' },
  },
  'messytables/begrotingsanalyse-2011.csv': {
    rows: 36,
    header: [
      'NR.',
      'Cluster',
      ...[
        ...['A Groningen', 'B Friesland', 'C Drenthe', 'D Overijssel', 'E Gelderland', 'F Utrecht', 'G Noord-Holland', 'H Zuid-Holland'],
        ...['I Zeeland', 'J Noord-Brabant', 'K Limburg', 'L Flevoland'],
      ].map((name) => `provincie ${name}`),
    ],
    first: { 0: '0', 1: 'Inkomstenclusters:', 2: '' },
    last: { 0: '35', 1: 'Aantal gemeenten', 2: '22', 13: '6' },
    dialect: { preambleLines: 3, headerLines: 4 },
  },
  'messytables/characters.csv': {
    rows: 382,
    header: 18,
    first: { 0: 'v_1', 2: '雲嘉南濱海國家風景區管理處' },
    last: { 0: 'v_382', 2: '沈光文紀念廳' },
    encoding: 'big5',
  },
  'messytables/complex.csv': {
    rows: 3,
    header: ['date', 'another date', 'temperature', 'place'],
    first: { 0: '2011-01-01', 1: '24 October 2011', 2: '0', 3: '' },
    last: { 0: '2011-01-03', 1: '', 2: '6,000,000', 3: 'Galway' },
  },
  'messytables/example.tsv': {
    rows: 140,
    header: 17,
    first: { 0: '2012-06-22 00:00:00', 1: '15955', 16: '0.0000' },
    last: { 0: '2012-06-27 19:00:00' },
    dialect: { delimiter: '\t' },
  },
  'messytables/excel_pasting.csv': {
    rows: 14,
    header: ['Year', '2000', '2001', '2002', '2003', '2004', '2005', '2006', '2007'],
    first: { 0: 'Timber', 1: '2,666' },
    last: { 0: 'Total', 8: '108,609' },
    dialect: { preambleLines: 3, headerLines: 1 },
    rejected: { empty: 1, footnote: 2 },
  },
  'messytables/long.csv': { rows: 4000, header: ['column 1'], first: { 0: 'foo' }, last: { 0: 'foo' } },
  'messytables/mixedGLB.csv': {
    rows: 133,
    header: 'Year Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec J-D D-N DJF MAM JJA SON'.split(' '),
    first: { 0: '1880', 14: '****', 18: '-24' },
    last: { 0: '2012', 18: '*****' },
    dialect: { newline: '\r', preambleLines: 3 },
  },
  'messytables/null.csv': { rows: 10, header: 4, first: { 0: '1', 1: 'null' }, last: { 0: '10', 1: 'null' }, dialect: { headerLines: 0 } },
  'messytables/simple.csv': {
    rows: 6,
    header: ['date', 'temperature', 'place'],
    first: { 0: '2011-01-01', 1: '1', 2: 'Galway' },
    last: { 1: '5', 2: 'Berkeley' },
  },
  'messytables/simple.psv': { rows: 28, header: 6, first: { 0: '1986' }, last: { 5: '292000' }, dialect: { delimiter: '|' } },
  'messytables/simple.ssv': { rows: 6, header: 3, first: { 2: 'Galway' }, last: { 2: 'Berkeley' }, dialect: { delimiter: ';' } },
  'messytables/skip_initials.csv': { rows: 2, header: ['field1', 'field2'], first: { 0: 'hello' }, last: { 0: 'hello2', 1: 'goodbye2' } },
  'messytables/small.csv': { rows: 0, header: ['a'], first: {}, last: {} },
  'messytables/spanish_chars.csv': {
    rows: 114,
    header: ['GF_ID', 'FN_ID', 'SF_ID', 'GF', 'F', 'SF', 'Gasto total 2011', 'Descripción'],
    first: { 0: '1', 3: 'Gobierno', 6: '229,932.50' },
    last: { 2: '2', 6: '7,653.70' },
    encoding: 'windows-1252',
    rejected: { empty: 1, footnote: 1 },
  },
  'messytables/sparse_with_column_errors.csv': {
    rows: 2200,
    header: 4,
    first: {
      0: 'A',
      1: 'Trägerorganisationen; Umstrukturierung der Forschung im Beitrittsgebiet; Hochschulbau und überwiegend hochschulbezogene Sonderprogramme',
    },
    last: { 0: 'Y39000' },
    encoding: 'windows-1252',
  },
  'messytables/utf-16le_encoded.csv': { rows: 327, header: 19, first: { 0: '5C1', 18: '1' }, last: { 0: 'NYA04' }, encoding: 'utf-16le' },
  'messytables/utf8bom.csv': { rows: 0, header: ['kitten', 'win'], first: {}, last: {}, encoding: 'utf-8' },
  'messytables/weird_head_padding.csv': {
    rows: 60,
    header: ['column 1', '1985', '1993', '2000', '2005', '2006', '2007', '2008', '2009', '2010'],
    first: { 0: '   Chirurgie (ohne Orthopädie) ...', 1: '\u00A0'.repeat(6) },
    last: { 0: '      Strahlentherapie', 1: '.', 9: '65' },
    dialect: { delimiter: ';', preambleLines: 11, headerLines: 1 },
  },
};

describe.skipIf(!hasSharedData)(`awkward real files (${SKIPPED})`, () => {
  for (const [name, expected] of Object.entries(FILES)) {
    it(name, async () => {
      const table = await readTable(sharedFile(`messy/${name}`));
      if (typeof expected.header === 'number') expect(table.header).toHaveLength(expected.header);
      else expect(table.header).toEqual(expected.header);
      expect(table.rows).toHaveLength(expected.rows);
      expect(table.rows[0] ?? []).toMatchObject(expected.first);
      expect(table.rows.at(-1) ?? []).toMatchObject(expected.last);
      expect(table.dialect).toMatchObject(expected.dialect ?? {});
      if (expected.encoding !== undefined) expect(table.encoding).toBe(expected.encoding);
      expect(table.rowsRead).toBe(table.rows.length + table.rejected.length);
      const reasons = Object.fromEntries(Object.keys(expected.rejected ?? {}).map((reason) => [reason, count(table, reason)]));
      expect(reasons).toEqual(expected.rejected ?? {});
    });
  }

  it('every file in the folder has its expected reading, or is none', async () => {
    const names = ['', 'messytables/'].flatMap((folder) =>
      readdirSync(sharedPath(`messy/${folder}`))
        .filter((name) => /\.(?:[ctsp]sv|unknown)$/.test(name))
        .map((name) => folder + name),
    );
    expect([...names].sort()).toEqual([...Object.keys(FILES), 'messytables/simple.unknown'].sort());
    expect((await failure(readTable(sharedFile('messy/messytables/simple.unknown')))).code).toBe('file-empty');
  });
});

const count = ({ rejected }: ReadTable, reason: string) => rejected.filter((row) => row.reason === reason).length;

describe.skipIf(!hasSharedData)(`csv-spectrum (${SKIPPED})`, () => {
  const folder = sharedPath('messy/csv-spectrum/csvs');
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    it(name, async () => {
      // The CRLF files may have passed through a checkout that made them LF.
      const text = readFileSync(`${folder}/${name}`, 'utf8').replace(/\r?\n/g, name.endsWith('_crlf.csv') ? '\r\n' : '\n');
      const { header, rows } = await readTable(new File([text], name));
      const objects = rows.map((row) => Object.fromEntries(header.map((key, i) => [key, row[i]])));
      const json: unknown = JSON.parse(readFileSync(sharedPath(`messy/csv-spectrum/json/${name.replace('.csv', '.json')}`), 'utf8'));
      // The published JSON of this one is another record than its CSV: it has the same keys.
      if (name === 'location_coordinates.csv') expect(header).toEqual(Object.keys(json as object));
      else expect(objects).toEqual(json);
    });
  }
});
