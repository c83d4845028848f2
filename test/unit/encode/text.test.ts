import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextModel } from '../../../workers/protocol/model';
import * as text from '../../../workers/encode/text';
import { textOf, type TextSource } from '../../../workers/encode/text';
import { toldByUsers } from '../../../workers/encode/text/by-users';
import { gramsOf } from '../../../workers/encode/text/grams';
import * as svd from '../../../workers/encode/text/svd';
import type { SparseRows } from '../../../workers/encode/text/svd';
import { windowRows } from '../../../workers/features/window-rows';
import { symmetricEigen } from '../../../workers/math/eigen';
import { random } from '../../../workers/math/random';
import type { CodedColumn, EventTable } from '../../../workers/protocol/events';
import { eventTable, type EventRow } from '../../fixtures/events';
import { toEnd } from '../predict/support';

const learnText = (...of: Parameters<typeof text.learnText>) => toEnd(text.learnText(...of));
const embedTexts = (...of: Parameters<typeof text.embedTexts>) => toEnd(text.embedTexts(...of));
const truncatedSvd = (...of: Parameters<typeof svd.truncatedSvd>) => toEnd(svd.truncatedSvd(...of));
const sourceOf = (...names: string[]): TextSource => ({ names, columns: [] });
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => sum(Array.from(a, (value, i) => value * b[i]!));
const cosine = (a: ArrayLike<number>, b: ArrayLike<number>) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));

/** Cosine of the vectors of two texts. */
function likeness(model: TextModel, a: string, b: string): number {
  const vectors = embedTexts(model, [a, b]);
  return cosine(vectors.subarray(0, model.dims), vectors.subarray(model.dims));
}

function sparse(dense: readonly (readonly number[])[]): SparseRows {
  const entries = dense.map((row) => row.flatMap((value, column) => (value === 0 ? [] : [{ value, column }])));
  const offsets = Uint32Array.from([0, ...entries.map((_, row) => sum(entries.slice(0, row + 1).map(({ length }) => length)))]);
  return {
    rows: dense.length,
    columns: dense[0]?.length ?? 0,
    offsets,
    at: Uint32Array.from(entries.flat(), ({ column }) => column),
    values: Float64Array.from(entries.flat(), ({ value }) => value),
  };
}

/** Singular values by the eigenvalues of AᵀA. */
function denseSingularValues(dense: readonly (readonly number[])[]): number[] {
  const columns = dense[0]!.length;
  const gram = Float64Array.from({ length: columns ** 2 }, (_, i) =>
    sum(dense.map((row) => row[Math.floor(i / columns)]! * row[i % columns]!)),
  );
  return Array.from(symmetricEigen(gram, columns).values, (value) => Math.sqrt(Math.max(0, value)));
}

const columnOf = (vectors: Float64Array, width: number, k: number) => vectors.filter((_, i) => i % width === k);

describe('the truncated SVD', () => {
  const matrices = fc.tuple(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 1, max: 9 })).chain(([rows, columns]) =>
    fc.array(fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -9, max: 9 })), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

  it('finds the values of a small matrix and orthonormal vectors that A stretches by them', () => {
    fc.assert(
      fc.property(matrices, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 99 }), (dense, count, seed) => {
        const expected = denseSingularValues(dense).slice(0, Math.min(count, dense.length));
        const { values, vectors } = truncatedSvd(sparse(dense), count, random(seed));
        const positive = expected.filter((value) => value > 1e-4);
        expect(values.length).toBe(positive.length);
        positive.forEach((value, k) => {
          expect(values[k]).toBeCloseTo(value, 6);
          const v = columnOf(vectors, values.length, k);
          const stretched = dense.map((row) => dot(row, v));
          expect(Math.sqrt(dot(stretched, stretched))).toBeCloseTo(value, 6);
          for (let j = 0; j <= k; j++) expect(dot(v, columnOf(vectors, values.length, j))).toBeCloseTo(j === k ? 1 : 0, 9);
          expect(Math.max(...v)).toBeGreaterThanOrEqual(Math.max(...v.map(Math.abs)) - 1e-9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('comes near the leading values where the matrix is larger than what it tries', () => {
    // Rows of four kinds of words and some noise, as names are.
    const rng = random(5);
    const dense = Array.from({ length: 90 }, (_, row) =>
      Array.from({ length: 48 }, (_, column) => (column % 4 === row % 4 && rng.next() < 0.6 ? 1 : rng.next() < 0.05 ? 0.5 : 0)),
    );
    const expected = denseSingularValues(dense);
    const { values } = truncatedSvd(sparse(dense), 4, random(1));
    values.forEach((value, k) => {
      expect(value).toBeLessThanOrEqual(expected[k]! + 1e-9);
      expect(value / expected[k]!).toBeGreaterThan(0.999);
    });
  });
});

describe('the grams of a text', () => {
  it('are words and their characters in a row, whatever the case and width', () => {
    const [ab, seven] = [
      ['a', 'b', ' a', 'ab', 'b ', ' ab', 'ab ', '=ab'],
      ['7', ' 7', '7 ', ' 7 ', '=7'],
    ];
    expect([...gramsOf('Ａb 7')]).toEqual([...ab!, ...seven!, '=ab 7']);
    // As texts were cut before pairs of words counted.
    expect([...gramsOf('Ａb 7', 1)]).toEqual([...ab!, ...seven!]);
  });

  it('are one to three characters in Han, apart from the letters beside them', () => {
    expect([...gramsOf('手机壳')]).toEqual(['手', '机', '壳', '手机', '机壳', '手机壳']);
    expect([...gramsOf('手机壳', 1)]).toEqual(['手', '机', '壳', '手机', '机壳']);
    expect([...gramsOf('手x')]).toEqual(['手', 'x', ' x', 'x ', ' x ', '=x']);
  });

  it('are pairs of words that follow each other in scripts with spaces', () => {
    const pairs = (text: string) => [...gramsOf(text)].filter((gram) => /^=.* /u.test(gram));
    expect(pairs('Red cotton, dress')).toEqual(['=red cotton', '=cotton dress']);
    expect(pairs('red 连衣裙 dress size')).toEqual(['=dress size']);
  });

  it('are none in punctuation', () => {
    expect([...gramsOf('!? — …')]).toEqual([]);
  });
});

describe('a model of names', () => {
  it('tells how far it is, every few names', () => {
    const names = Array.from({ length: 2000 }, (_, i) => `cup ${(i * 7919).toString(36)} tea ${(i * 104_729).toString(36)}`);
    const learning = [...text.learnText(sourceOf(...names), { seed: 1 })];
    // Once through for the grams, four times for the decomposition.
    expect(learning.length).toBeGreaterThanOrEqual(5 * Math.floor(names.length / svd.ROWS_A_STEP));
    for (const shares of [learning, [...text.embedTexts(learnText(sourceOf(...names), { seed: 1 }), names)]]) {
      expect(shares.every((share, i) => share > (shares[i - 1] ?? 0) && share <= 1)).toBe(true);
    }
  });

  const english = ['red cotton dress', 'blue cotton dress', 'cotton shirt', 'ceramic coffee mug', 'coffee grinder', 'steel coffee pot'];
  const chinese = ['红色连衣裙', '蓝色连衣裙', '碎花连衣裙', '无线蓝牙耳机', '蓝牙音箱', '降噪蓝牙耳机'];
  const model = learnText(sourceOf(...english, ...chinese), { dims: 4, seed: 1 });

  it('takes names with words in common for nearer than names without', () => {
    expect(likeness(model, 'green cotton dress', 'cotton shirt')).toBeGreaterThan(
      likeness(model, 'green cotton dress', 'coffee mug') + 0.3,
    );
    expect(likeness(model, 'COFFEE MUGS', 'coffee pot')).toBeGreaterThan(likeness(model, 'COFFEE MUGS', 'blue dress') + 0.3);
  });

  it('does so in Chinese, without knowing where words end', () => {
    expect(likeness(model, '白色连衣裙', '碎花裙')).toBeGreaterThan(likeness(model, '白色连衣裙', '蓝牙耳机') + 0.3);
    expect(likeness(model, '运动蓝牙耳机', '音箱')).toBeGreaterThan(likeness(model, '运动蓝牙耳机', '连衣裙') + 0.3);
  });

  it('keeps all of the names where it has as many dimensions, so that cosines are those of the unreduced rows', () => {
    const names = ['aa', 'aa bb', 'cc'];
    const full = learnText(sourceOf(...names), { seed: 1, buckets: 1 << 20 });
    expect(full.dims).toBe(3);
    expect(full.explained).toBeCloseTo(1, 6);
    // Grams of one name, and those of two: counted and weighted by hand.
    const counts = names.map((name) => {
      const found = new Map<string, number>();
      for (const gram of gramsOf(name)) found.set(gram, (found.get(gram) ?? 0) + 1);
      return found;
    });
    const grams = [...new Set(counts.flatMap((found) => [...found.keys()]))];
    const rows = counts.map((found) =>
      grams.map((gram) => {
        const having = counts.filter((other) => other.has(gram)).length;
        return found.has(gram) ? (1 + Math.log(found.get(gram)!)) * (Math.log(4 / (1 + having)) + 1) : 0;
      }),
    );
    expect(likeness(full, 'aa', 'aa bb')).toBeCloseTo(cosine(rows[0]!, rows[1]!), 5);
    expect(likeness(full, 'aa', 'cc')).toBeCloseTo(0, 5);
  });

  it('is the same for the same seed, and nearly so for another', () => {
    const again = learnText(sourceOf(...english, ...chinese), { dims: 4, seed: 1 });
    expect(again).toEqual(model);
    const other = learnText(sourceOf(...english, ...chinese), { dims: 4, seed: 2 });
    expect(other.explained).toBeCloseTo(model.explained, 4);
  });

  it('learns from 20,000 names drawn by the seed where there are more', () => {
    const names = Array.from({ length: 20_500 }, (_, i) => i.toString(3));
    const [some, same, others] = [1, 1, 2].map((seed) => learnText(sourceOf(...names), { dims: 1, buckets: 1 << 16, seed }));
    // Buckets without a gram tell how many names there were.
    expect(Math.max(...some!.idf)).toBeCloseTo(Math.log(20_001) + 1, 5);
    expect(same).toEqual(some);
    expect(others!.idf).not.toEqual(some!.idf);
  });

  it('outlives a structured clone and JSON', () => {
    const vectors = embedTexts(model, english);
    expect(embedTexts(structuredClone(model), english)).toEqual(vectors);
    const { idf, projection, ...rest } = model;
    const text = JSON.stringify({ ...rest, idf: [...idf], projection: [...projection] });
    const parsed = JSON.parse(text) as Omit<TextModel, 'idf' | 'projection'> & { idf: number[]; projection: number[] };
    const revived = { ...parsed, idf: Float32Array.from(parsed.idf), projection: Float32Array.from(parsed.projection) };
    expect(embedTexts(revived, english)).toEqual(vectors);
  });

  it('has fewer dimensions for fewer or like names, and none for nothing', () => {
    expect(learnText(sourceOf('tea', 'TEA', 'milk'), { seed: 1 }).dims).toBe(2);
    expect(learnText(sourceOf(), { seed: 1 })).toMatchObject({ dims: 0, explained: 0 });
    expect(learnText(sourceOf('!!!'), { seed: 1 })).toMatchObject({ dims: 0, explained: 0 });
    expect(embedTexts(model, ['', '?!'])).toEqual(new Float32Array(8));
  });
});

describe('vectors that tell users apart', () => {
  it('have the squares of the variances of the users’ principal components', () => {
    const rng = random(11);
    const model = learnText(
      sourceOf(...Array.from({ length: 40 }, (_, i) => `${'abcde'[i % 5]!.repeat(3)} ${i.toString(36)}x ${i % 7}y`)),
      {
        dims: 3,
        seed: 1,
      },
    );
    const [users, dims] = [50, 3];
    const vectors = Float32Array.from({ length: users * dims }, (_, i) => (1 + (i % dims)) * rng.normal());
    vectors.fill(NaN, 12, 15);
    const covariance = (of: Float32Array) => {
      const rows = Array.from({ length: users }, (_, u) => of.subarray(u * dims, (u + 1) * dims)).filter((row) => !Number.isNaN(row[0]!));
      const mean = (d: number) => sum(rows.map((row) => row[d]!)) / rows.length;
      return Float64Array.from({ length: dims ** 2 }, (_, at) => {
        const [i, j] = [Math.floor(at / dims), at % dims];
        return sum(rows.map((row) => (row[i]! - mean(i)) * (row[j]! - mean(j)))) / rows.length;
      });
    };
    const before = symmetricEigen(covariance(vectors), dims).values;
    // The same turn takes vectors of texts and of users, which are sums of them, where the model's turn does: solved from three texts.
    const told = toldByUsers(model, vectors);
    const probes = ['aaa 1x 2y', 'bbb 5x 4y', 'ccc zx 0y'];
    const [from, to] = [embedTexts(model, probes), embedTexts(told, probes)].map((of) => Float64Array.from(of));
    const turn = solved(from!, to!, dims);
    const turned = vectors.map((_, at) =>
      sum(turn.filter((_t, k) => k % dims === at % dims).map((x, k) => x * vectors[at - (at % dims) + k]!)),
    );
    const after = covariance(Float32Array.from(turned));
    for (let i = 0; i < dims; i++) {
      for (let j = 0; j < dims; j++) expect(after[i * dims + j]).toBeCloseTo(i === j ? before[i]! ** 2 / before[0]! : 0, 3);
    }
  });

  it('are as they were where users do not differ', () => {
    const model = learnText(sourceOf('red hat', 'blue hat', 'tea'), { seed: 1 });
    expect(toldByUsers(model, new Float32Array(5 * model.dims).fill(0.5))).toBe(model);
  });
});

/** X with A·X = B for n × n matrices, row-major, by Gauss–Jordan elimination. */
function solved(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const rows = Array.from({ length: n }, (_, i) => [...a.subarray(i * n, (i + 1) * n), ...b.subarray(i * n, (i + 1) * n)]);
  for (let k = 0; k < n; k++) {
    const best = rows.slice(k).reduce((top, row, i) => (Math.abs(row[k]!) > Math.abs(rows[top]![k]!) ? k + i : top), k);
    [rows[k], rows[best]] = [rows[best]!, rows[k]!];
    const pivot = rows[k]!.map((x) => x / rows[k]![k]!);
    rows.forEach((row, i) => (rows[i] = i === k ? pivot : row.map((x, j) => x - row[k]! * pivot[j]!)));
  }
  return Float64Array.from(rows.flatMap((row) => row.slice(n)));
}

const items = (...names: string[]): EventTable => eventTable(names.map((item, i) => ({ user: `u${i}`, t: i, item })));
const range = (count: number, name: (i: number) => string) => Array.from({ length: count }, (_, i) => name(i));

describe('the names that speak', () => {
  it.each<[string, string[]]>([
    ['letters before digits', range(50, (i) => `P${String(i).padStart(6, '0')}`)],
    ['digits before letters', range(50, (i) => `${85000 + i}${'ABC'[i % 3]}`)],
    ['a word and a number', range(50, (i) => `product ${i}`)],
    ['a Chinese word and a number', range(50, (i) => `商品${i}`)],
    ['departments and numbers', range(200, (i) => `${['FUR-BO', 'OFF-ST', 'TEC-PH'][i % 3]}-${10_000_000 + i}`)],
    [
      'uuids',
      range(
        50,
        (i) => `0a${(i * 7919).toString(16).padStart(6, '0')}-4b2f-4${i % 10}d1-9c3e-1f${(i * 104729).toString(16).padStart(10, 'a')}`,
      ),
    ],
    ['one name for all', ['everything']],
    ['letters without a word', ['AB', 'CD', 'EF']],
  ])('are not codes: %s', (_, names) => {
    expect(textOf(items(...names))).toBeNull();
  });

  it.each<[string, string[]]>([
    ['English', ['WHITE HANGING HEART T-LIGHT HOLDER', 'RED WOOLLY HOTTIE', 'SET 7 BABUSHKA BOXES', '85123A']],
    ['Chinese', ['6寸蛋糕', '牛奶250ml', '苹果']],
    ['other scripts', ['молоко 1л', 'хлеб', '우유', 'حليب']],
    ['dotted categories', ['electronics.smartphone', 'electronics.audio']],
  ])('are words: %s', (_, names) => {
    expect(textOf(items(...names))?.names).toEqual(names);
  });

  it('are absent without items and categories', () => {
    expect(textOf(eventTable([{ user: 'a', t: 0 }]))).toBeNull();
    expect(textOf(eventTable([]))).toBeNull();
  });

  const rows: EventRow[] = [
    { user: 'a', t: 1, item: 'P1', category: 'hats' },
    { user: 'a', t: 2, item: 'P2', category: 'shoes' },
    { user: 'a', t: 3, item: 'P3', category: 'shoes' },
    { user: 'b', t: 4, item: 'P3' },
    { user: 'c', t: 5 },
  ];
  const coded = (...names: string[]): CodedColumn => ({ codes: Int32Array.from(names, (_, i) => i), names });
  /** Items P1 and P2 have titles, in another order than the events'. */
  const titled: EventTable = {
    ...eventTable(rows),
    items: {
      table: { rows: 2, ids: ['P2', 'P1'], category: null, brand: null, title: coded('walking boots', 'straw hat') },
      rowOf: Int32Array.of(1, 0, -1),
      gaveCategory: false,
    },
  };

  it('are the titles of a joined table, and categories beside them', () => {
    const source = textOf(titled)!;
    expect(source.columns.map(({ of, nameOf }) => [of, Array.from(nameOf, (name) => source.names[name] ?? null)])).toEqual([
      ['item-title', ['straw hat', 'walking boots', null]],
      ['category', ['hats', 'shoes']],
    ]);
    expect(textOf(eventTable(rows))!.columns.map(({ of }) => of)).toEqual(['category']);
  });

  it('give a user the mean over the events that bear some, and nothing without', () => {
    const source = textOf(titled)!;
    const model = learnText(source, { seed: 1 });
    expect(model.dims).toBe(4);
    const users = text.textVectors(model, source, windowRows(titled, -Infinity, Infinity), embedTexts(model, source.names));
    const names = ['straw hat', 'hats', 'walking boots', 'shoes'];
    const [straw, hats, boots, shoes] = names.map((name) => embedTexts(model, [name]));
    for (let d = 0; d < 4; d++) {
      const expected = ((straw![d]! + hats![d]!) / 2 + (boots![d]! + shoes![d]!) / 2 + shoes![d]!) / 3;
      expect(users[d]).toBeCloseTo(expected, 6);
    }
    // User b has an item without a title, and no category; user c nothing at all.
    expect(users.subarray(4).every(Number.isNaN)).toBe(true);
  });
});
