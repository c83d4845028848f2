import { describe, expect, it } from 'vitest';
import { checkMapping } from '../../../workers/ingest';
import type { FilePreview } from '../../../workers/protocol/ingest';
import type { MappingRecipe } from '../../../workers/protocol/recipe';
import { appliedMapping, matchHeaders, renamedColumns } from '../../../workers/update';
import { knownMatches, readingTogether } from '../../../src/workbench/renamed-columns';
import { mappingOf } from '../ingest/support';

const previewOf = (names: readonly string[], hasHeader = true) =>
  ({ hasHeader, columns: names.map((name) => ({ name })) }) as unknown as FilePreview;

const mapping: MappingRecipe = mappingOf(
  { 'User ID': 'user', event_time: 'time', 金额: 'value', Comment: 'other', Type: 'event' },
  { dateFormat: 'dmy', timeZone: 'Asia/Shanghai', purchaseTypes: ['buy'] },
);

const rolesOf = ({ columns }: MappingRecipe) => columns.map(({ name, role }) => `${name}: ${role}`);

describe('the columns of a newer file', () => {
  it('are found in any order, and written in it', () => {
    const preview = previewOf(['金额', 'event_time', 'extra', 'Type', 'User ID']);
    const matches = matchHeaders(mapping, preview);
    expect(matches.map(({ wanted, column, how }) => [wanted, column, how])).toEqual([
      ['User ID', 4, 'exact'],
      ['event_time', 1, 'exact'],
      ['金额', 0, 'exact'],
      ['Type', 3, 'exact'],
    ]);
    const applied = appliedMapping(mapping, preview, matches);
    expect(rolesOf(applied)).toEqual(['金额: value', 'event_time: time', 'extra: other', 'Type: event', 'User ID: user']);
    expect(applied).toMatchObject({ dateFormat: 'dmy', timeZone: 'Asia/Shanghai', purchaseTypes: ['buy'] });
  });

  it('are the same but for case, blanks, punctuation, underscores and width', () => {
    const preview = previewOf(['user_id', 'EVENT-TIME ', '「金额」', 'ｔｙｐｅ']);
    expect(matchHeaders(mapping, preview).map(({ column, how }) => [column, how])).toEqual([
      [0, 'similar'],
      [1, 'similar'],
      [2, 'similar'],
      [3, 'similar'],
    ]);
  });

  it('are asked about where two are alike, where one is another known column, and where there is none', () => {
    const two = matchHeaders(mapping, previewOf(['user_id', 'UserID', 'event_time']));
    expect(two[0]).toEqual({ wanted: 'User ID', column: null, how: 'none' });
    const known = matchHeaders(mappingOf({ comment: 'item', Comment: 'other', u: 'user', t: 'time' }), previewOf(['Comment', 'u', 't']));
    expect(known[0]!.how).toBe('none');
    const gone = matchHeaders(mapping, previewOf(['customer', 'event_time']));
    expect(gone.map(({ how }) => how)).toEqual(['none', 'exact', 'none', 'none']);
    expect(checkMapping(appliedMapping(mapping, previewOf(['customer', 'event_time']), gone))).toBe('mapping-no-user');
    const answered = gone.map((match) => (match.wanted === 'User ID' ? { ...match, column: 0 } : match));
    expect(checkMapping(appliedMapping(mapping, previewOf(['customer', 'event_time']), answered))).toBeNull();
  });

  it('are known under other names from a file before, and read as one with it under these', () => {
    const may = previewOf(['Kunde', 'event_time', 'Betrag', 'Type']);
    const answered = matchHeaders(mapping, may).map((match, i) => ({ ...match, column: [0, 1, 2, 3][i]! }));
    const renamed = renamedColumns(mapping, appliedMapping(mapping, may, answered));
    expect(renamed).toEqual([
      { from: 'Kunde', to: 'User ID' },
      { from: 'Betrag', to: '金额' },
    ]);
    const june = previewOf(['Kunde', 'Betrag', 'event_time', 'typ']);
    const matches = knownMatches(matchHeaders(mapping, june), june, renamed);
    expect(matches.map(({ column, how }) => [column, how])).toEqual([
      [0, 'exact'],
      [2, 'exact'],
      [1, 'exact'],
      [null, 'none'],
    ]);
    const chosen = matches.map((match) => (match.wanted === 'Type' ? { ...match, column: 3 } : match));
    const one = readingTogether({ encoding: 'gb18030' }, renamed, june, chosen);
    expect(one).toMatchObject({ encoding: 'gb18030' });
    expect(new Set(one!.renamed!.map(({ from, to }) => `${from} → ${to}`))).toEqual(
      new Set(['Kunde → User ID', 'Betrag → 金额', 'typ → Type']),
    );
    expect(readingTogether(undefined, [], may, [])).toBeUndefined();
  });

  it('are asked about where the file has a likelier one than the name of a file before, and none stands for two', () => {
    const shop = mappingOf({ user: 'user', time: 'time', price: 'value', item: 'item' });
    const renamed = [
      { from: 'amount', to: 'price' },
      { from: 'amount', to: 'item' },
    ];
    const like = previewOf(['user', 'time', 'amount', 'Price', 'item']);
    expect(knownMatches(matchHeaders(shop, like), like, renamed)[2]).toEqual({ wanted: 'price', column: 3, how: 'similar' });
    const lone = previewOf(['user', 'time', 'amount']);
    expect(knownMatches(matchHeaders(shop, lone), lone, renamed).map(({ column }) => column)).toEqual([0, 1, 2, null]);
    // What the dialog found under another name by itself is taken, too.
    const alike = mappingOf({ user: 'user', time: 'time', 'a mount': 'quantity', price: 'value' });
    expect(knownMatches(matchHeaders(alike, lone), lone, renamed).map(({ column }) => column)).toEqual([0, 1, 2, null]);
  });

  it('stand in their places in a file without a header, if they are as many', () => {
    const bare = mappingOf({ 'column 1': 'user', 'column 2': 'other', 'column 3': 'time' });
    const names = ['column 1', 'column 2', 'column 3'];
    expect(matchHeaders(bare, previewOf(names, false)).map(({ column, how }) => [column, how])).toEqual([
      [0, 'position'],
      [2, 'position'],
    ]);
    const plain = previewOf(['column 1', 'column 2', 'column 3', 'column 4', 'column 5'], false);
    expect(renamedColumns(mapping, appliedMapping(mapping, plain, matchHeaders(mapping, plain)))).toEqual([]);
    expect(matchHeaders(bare, previewOf([...names, 'column 4'], false)).every(({ how }) => how === 'none')).toBe(true);
  });

  it('of the same name are taken one after the other', () => {
    const twice: MappingRecipe = {
      ...mapping,
      columns: [
        { name: 'id', role: 'order' },
        { name: 'id', role: 'user' },
        { name: 't', role: 'time' },
      ],
    };
    expect(matchHeaders(twice, previewOf(['id', 'id', 't'])).map(({ column }) => column)).toEqual([0, 1, 2]);
  });
});
