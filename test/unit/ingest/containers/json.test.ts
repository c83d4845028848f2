import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonValues } from '../../../../workers/ingest/containers/json-values';
import { readTable } from '../../../../workers/ingest/read-table';
import { failure, fileOf, read, mappingOf, readAsProposed, rejectedText } from '../support';
import { lines, textOf } from './support';

const jsonl = (...values: unknown[]) => lines(...values.map((value) => JSON.stringify(value)));

describe('JSON', () => {
  it('reads a row an object, whatever the order of its keys, with objects within flattened', async () => {
    const file = fileOf(
      jsonl(
        { user: 'a', time: '2024-01-01', props: { page: { url: '/x', tags: [1, 'b'] }, price: 2.5 } },
        { time: '2024-01-02', new: true, user: 'b, "c"', props: null },
        { user: 'd', time: null, props: { price: 1e-7, empty: {} } },
      ),
      'events.csv',
    );
    const { text, unwrapped } = await textOf(file);
    expect(text).toBe(
      lines(
        'user,time,props.page.url,props.page.tags,props.price,new,props.empty',
        'a,2024-01-01,/x,"[1,""b""]",2.5,,',
        '"b, ""c""",2024-01-02,,,,true,',
        'd,,,,1e-7,,',
      ),
    );
    expect(unwrapped).toEqual({ kind: 'json', parts: ['events.csv'], skipped: [], choices: [], laterFields: [] });
  });

  it('flattens down to six names', async () => {
    const nested = { a: { b: { c: { d: { e: { f: { g: 1 } } } } } }, x: 2 };
    expect((await textOf(fileOf(jsonl(nested, nested)))).columns).toEqual(['a.b.c.d.e.f', 'x']);
    expect((await textOf(fileOf(jsonl(nested, nested)))).text).toContain('"{""g"":1}",2\n');
  });

  it.each([
    ['lines', (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n')],
    ['lines that end in CR LF', (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\r\n')],
    ['a list in one line', (rows: unknown[]) => JSON.stringify(rows)],
    ['an indented list', (rows: unknown[]) => JSON.stringify(rows, null, 2)],
    ['objects one after the other, indented', (rows: unknown[]) => rows.map((row) => JSON.stringify(row, null, 2)).join('\n')],
    ['after a byte order mark', (rows: unknown[]) => `\ufeff${JSON.stringify(rows)}`],
  ])('reads %s', async (_, write) => {
    const rows = [
      { user: 'a', note: 'braces } ] { [ and \\" quotes', n: 1 },
      { user: 'b', note: 'a, "b"\nline', n: 2 },
      { user: 'ü€𝄞', note: '', n: 3 },
    ];
    expect((await textOf(fileOf(write(rows)))).text).toBe(
      'user,note,n\na,"braces } ] { [ and \\"" quotes",1\nb,"a, ""b""\nline",2\nü€𝄞,,3\n',
    );
  });

  it('keeps numbers as they are written', async () => {
    const file = fileOf(
      '{"a":1.10,"b":2.5e3,"c":{"d":17850.0,"e":-0},"f":[1.0,2],"g":"1.10"}\n{"a":7,"b":1E-3,"c":{"d":0.50,"e":10},"f":[],"g":""}\n',
    );
    expect((await textOf(file)).text).toBe(lines('a,b,c.d,c.e,f,g', '1.10,2.5e3,17850.0,-0,"[1,2]",1.10', '7,1E-3,0.50,10,[],'));
  });

  it('keeps the digits of long numbers', async () => {
    const file = fileOf(
      '{"id":12345678901234567890,"t":"12345678901234567890123","n":[1]}\n{"id":-9007199254740993,"t":"x 9007199254740993","p":0.10000000000000000055}\n',
    );
    expect((await textOf(file)).text).toBe(
      lines(
        'id,t,n,p',
        '12345678901234567890,12345678901234567890123,[1],',
        '-9007199254740993,x 9007199254740993,,0.10000000000000000055',
      ),
    );
  });

  it('names fields that come after the sample, and leaves them out', async () => {
    // Users come again, as they do among events.
    const many = Array.from({ length: 6000 }, (_, i) => ({ user: `u${i % 100}`, time: new Date(i * 60_000).toISOString() }));
    const file = fileOf(jsonl(...many, { user: 'z', time: '1970-01-05', coupon: 'X', gone: null }));
    const ingested = await readAsProposed(file);
    expect(ingested.quality).toMatchObject({ rowsRead: 6001, kept: 6001, unwrapped: { laterFields: ['coupon'] } });
  });

  it('rejects what is no object, with its line, and loses nothing beside it', async () => {
    const file = fileOf(
      lines(
        '{"user":"a","time":"2024-01-01"}',
        '',
        '{"user":"b","time":',
        '{"user":"c","time":"2024-01-03"}',
        '17',
        '{"user":"d',
        '{"user":"e","time":"2024-01-04"}',
      ),
    );
    const mapping = mappingOf({ user: 'user', time: 'time' });
    const ingested = await read(file, mapping);
    expect(ingested.quality).toMatchObject({ rowsRead: 6, kept: 3, rejected: { 'not-object': 3 } });
    expect((await rejectedText(file, mapping, ingested)).split('\r\n').slice(1)).toEqual([
      '3,not-object,"{""user"":""b"",""time"":"',
      '5,not-object,17',
      '6,not-object,"{""user"":""d"',
      '',
    ]);
  });

  it('tells a last object that is cut off, and broken ones, to whoever reads it', async () => {
    const whole = lines('{"user":"a","time":"2024-01-01"}', '{"user":"b",', '{"user":"c","time":"2024-01-03"}', '[1]');
    for (const end of ['{', '{"us', '{"user":"d","time":', '{"user":"d","time":"2024-01-04"', '{"user":{"x":1}', '{"user":"d",\n']) {
      const table = await readTable(fileOf(whole + end));
      expect(table.rows).toEqual([
        ['a', '2024-01-01'],
        ['c', '2024-01-03'],
      ]);
      expect(table.lines).toEqual([1, 3]);
      expect(table.rejected.map(({ line, reason }) => [line, reason])).toEqual([
        [2, 'not-object'],
        [4, 'not-object'],
        [5, 'cut-off'],
      ]);
      expect(table.announcements).toEqual([
        { key: 'broken-objects', line: 2, count: 2 },
        { key: 'cut-off', line: 5, count: 1 },
      ]);
      const { quality } = await read(fileOf(whole + end), mappingOf({ user: 'user', time: 'time' }));
      expect(quality).toMatchObject({ rowsRead: 5, kept: 2, rejected: { 'not-object': 2, 'cut-off': 1 } });
      expect(quality.readingNotes).toEqual(table.announcements);
    }
  });

  it('keeps a column for each of several keys that come to one name', async () => {
    const file = fileOf('{"a.b":1,"a":{"b":2},"a\\\\":{"b":3}}\n{"a":{"b":4}}\n{"a.b":5}\n');
    const table = await readTable(file);
    expect(table.header).toEqual(['a.b', 'a.b_2', 'a\\.b']);
    expect(table.rows).toEqual([
      ['1', '2', '3'],
      ['', '4', ''],
      ['5', '', ''],
    ]);
    expect(table.announcements).toMatchObject([{ key: 'names-changed', count: 1 }]);
  });

  it('a name that every object has by birth is a field like any other', async () => {
    const file = fileOf('{"__proto__":"x","constructor":{"a":1},"toString":2}\n{"user":"u"}\n');
    expect((await textOf(file)).text).toBe(lines('__proto__,constructor.a,toString,user', 'x,1,2,', ',,,u'));
  });

  it('refuses nesting without end, and text without objects', async () => {
    const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    expect(await failure(textOf(fileOf(`{"a":1}\n${deep(20_000)}\n`, 'e.jsonl')))).toEqual({
      code: 'json-too-deep',
      params: { name: 'e.jsonl', line: 2 },
    });
    expect((await failure(textOf(fileOf(`{"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)))).code).toBe('json-too-deep');
    expect((await textOf(fileOf(`{"b":1,${deep(30).slice(1)}\n`))).columns).toEqual(['b', 'a.a.a.a.a.a']);
    expect((await failure(textOf(fileOf('{}\n{}\n')))).code).toBe('json-no-rows');
  });

  it('a table that begins with a brace is a table', async () => {
    const text = lines('{user},{time}', 'a,2024-01-01', 'b,2024-01-02');
    expect(await textOf(fileOf(text))).toMatchObject({ text, unwrapped: null });
  });
});

describe('JsonValues', () => {
  it('cuts the same values out of any pieces', () => {
    const value = fc.dictionary(
      fc.string(),
      fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.array(fc.string()), fc.dictionary(fc.string(), fc.string())),
    );
    const layouts = [
      (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n'),
      (rows: unknown[]) => JSON.stringify(rows),
      (rows: unknown[]) => JSON.stringify(rows, null, 1),
      (rows: unknown[]) => rows.map((row) => JSON.stringify(row, null, 2)).join('\n'),
    ];
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.constantFrom(...layouts), fc.integer({ min: 1, max: 40 }), (rows, layout, size) => {
        const text = layout(rows);
        const values = new JsonValues();
        const found = [];
        for (let at = 0; at < text.length; at += size) found.push(...values.push(text.slice(at, at + size)));
        found.push(...values.finish());
        expect(found.map((slice) => JSON.parse(slice.text) as unknown)).toEqual(JSON.parse(JSON.stringify(rows)));
        let at = 0;
        for (const slice of found) {
          at = text.indexOf(slice.text, at);
          expect(slice.line).toBe(text.slice(0, at).split('\n').length);
          at += slice.text.length;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('cuts the same values out of any pieces of any text', () => {
    const part = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '\n',
      ' ',
      '1',
      '"a"',
      '{"a":1}',
      '{"a":[{}]}\n',
      '\n{"a":1}\n',
      ', {',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), fc.integer({ min: 1, max: 90 }), (parts, size) => {
        const text = parts.join('');
        const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));
        const cutOut = (given: readonly string[]) => {
          const values = new JsonValues();
          return [...given.flatMap((piece) => values.push(piece)), ...values.finish()];
        };
        const found = cutOut([text]);
        expect(cutOut(pieces)).toEqual(found);
        // Whatever is no blank and no mark of a list is in one of them, and on its line.
        let at = 0;
        for (const slice of found) {
          const next = text.indexOf(slice.text, at);
          expect(text.slice(at, next)).toMatch(/^[\s,[\]]*$/);
          expect(slice.line).toBe(text.slice(0, next).split('\n').length);
          at = next + slice.text.length;
        }
        expect(text.slice(at)).toMatch(/^[\s,[\]]*$/);
      }),
      { numRuns: 1000 },
    );
  });
});
