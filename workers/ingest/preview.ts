import { throwIfAborted, type ErrorCode } from '../protocol/errors';
import type { FilePreview } from '../protocol/ingest';
import type { MappingRecipe } from '../protocol/recipe';
import { decideMark, namesWholeMoney } from './decimal-marks';
import { isFigureFormat } from './epochs';
import { expectedSize } from './expected-size';
import { proposeFinerTime } from './finer-time';
import { jsonKeys } from './json-keys';
import { openLayout, type Layout, type OpenLayout } from './layout';
import { previewNotes } from './notes';
import { headerlessNames, matchPreset, type PresetMatch } from './presets';
import { withTableProposal } from './propose-table';
import { probeRows } from './probes';
import { columnFacts, type ColumnFacts } from './profile';
import { proposeClock } from './propose-clock';
import { proposeMapping } from './propose-mapping';
import { proposeRepeatedKey } from './repeated-key-users';
import { OTHER, proposeFree, proposeRoles, proposeTexts, type ProposedRole } from './roles';
import { proposeSessionUsers } from './session-users';
import { unwrappedOf } from './source';
import { tellingRows } from './telling-rows';

const PREVIEW_ROWS = 50;
const MOSTLY = 0.8;
/** Files whose numbers have a point before decimals whatever their texts do. */
const POINTED_KINDS: ReadonlySet<string> = new Set(['json', 'json-list', 'parquet', 'xlsx', 'ods']);
const DOTTED_DATE = /^\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\d)/;

/**
 * Reads the beginning of a file (and, where it can be sliced, a few places further on) and proposes how to read all of it. A user or time
 * column that is not found is no error here: see {@link checkMapping}.
 *
 * @param reading what a person has decided about how it is read; the mapping keeps it
 * @throws AppError `file-empty`, `file-no-rows`, `file-binary` (params: kind), `file-one-column` (params: name), `file-changed`,
 * `file-unreadable`, `cancelled`, and those of containers: see openSource.
 */
export async function previewFile(
  file: File,
  signal?: AbortSignal,
  reading?: MappingRecipe['reading'],
  open: OpenLayout = openLayout,
): Promise<FilePreview> {
  const layout = await open(file, signal, reading);
  const probed = await probeRows(layout);
  const rows = [...layout.sample, ...probed];
  throwIfAborted(signal);
  const facts = fileFacts(layout, rows);
  const keys = facts.flatMap((column, i) => (column.examples[0]?.startsWith('{') ? jsonKeys(column.name, i, rows) : []));
  // By their last key they are named as columns are.
  const keyFacts = keys.map(({ path, cells }) =>
    columnFacts(
      path.keys.at(-1)!,
      0,
      cells.map((cell) => [cell]),
    ),
  );
  // What some of several files lack would change what their rows mean from one file to the next: it gets a role by hand alone.
  const uneven = new Set(layout.source.text.unevenColumns);
  const inAll = facts.map((column, i) => (uneven.has(i) ? NOTHING_KNOWN : column));
  const match = matchPreset(inAll);
  const roles = match === null ? freeRoles(inAll, layout.hasHeader, rows) : rolesOf(match);
  const ofFile = proposeClock(inAll, roles, rows, layout.hasHeader);
  const isKey = (column: number) => column >= facts.length;
  const isOpen = (column: number) => isKey(column) || match?.preset.open === true;
  const all = [...facts, ...keyFacts];
  const proposable = [...inAll, ...keyFacts];
  const withoutTexts = proposeFree(proposable, [...ofFile, ...keys.map(() => OTHER)], isOpen, isKey);
  const proposed = proposeTexts(proposable, withoutTexts, match !== null, isKey).map((each, i) =>
    uneven.has(i) ? { role: OTHER.role, reason: { key: 'some-files-lack' } as const } : each,
  );
  const names = [...facts.map(({ name }) => name), ...keys.map(({ name }) => name)];
  const mapping = proposeMapping({ facts: all, names, paths: keys.map(({ path }) => path), proposed, match, rows });
  const preview: FilePreview = {
    fileName: file.name,
    fileSize: file.size,
    ...unwrappedOf(layout.source),
    written: layout.source.written,
    encoding: layout.source.encoding,
    delimiter: layout.dialect.delimiter,
    hasHeader: layout.hasHeader,
    preset: match?.preset.id ?? null,
    columns: all.map(({ distinct, missing, examples }, i) => {
      const { name, path } = mapping.columns[i]!;
      return { name, ...(path && { path }), ...proposed[i]!, distinct, missing, examples };
    }),
    rows: layout.sample.slice(0, PREVIEW_ROWS),
    tellingRows: tellingRows(layout, probed, PREVIEW_ROWS),
    sampledRows: rows.length,
    values: all.map(({ values }) => values),
    dateFormats: all.map(({ dateFormats }) => dateFormats),
    dateOrders: all.map(({ dateOrder }) => dateOrder),
    readingNotes: layout.notes,
    notes: previewNotes({ facts: all, mapping, match, proposed }),
    mapping: { ...mapping, ...(reading && { reading }) },
  };
  const proposal = withTableProposal(preview, facts, rows);
  const expected = await expectedSize(layout, proposal.mapping, rows);
  throwIfAborted(signal);
  return expected ? { ...proposal, expected } : proposal;
}

/** Of a column that nothing is to be proposed for. */
const NOTHING_KNOWN = columnFacts('', 0, []);

function fileFacts(layout: Layout, rows: readonly (readonly string[])[]): ColumnFacts[] {
  const own = layout.columns.map((name, i) => columnFacts(name, i, rows));
  const facts = POINTED_KINDS.has(layout.source.unwrapped?.kind ?? '') ? own : withMarks(own, layout.dialect.delimiter, rows);
  const names = layout.hasHeader ? null : headerlessNames(facts, layout.dialect.delimiter);
  return names === null ? facts : facts.map((column, i) => ({ ...column, name: names[i]! }));
}

/** Looks again at columns of figures whose own cells do not say which mark stands before decimals. */
function withMarks(facts: readonly ColumnFacts[], delimiter: string, rows: readonly (readonly string[])[]): ColumnFacts[] {
  const isFigures = ({ numericShare, dateFormats }: ColumnFacts) => numericShare > MOSTLY && dateFormats.every(isFigureFormat);
  const figures = facts.filter(isFigures);
  if (!figures.some(({ marks }) => marks.openPoints + marks.openCommas > 0)) return [...facts];
  const dottedDates = facts.some(({ examples }) => examples.length > 0 && examples.every((example) => DOTTED_DATE.test(example)));
  const wholeMoney = namesWholeMoney(facts.map(({ name }) => name));
  const habits = { columns: figures.map(({ marks }) => marks), delimiter, dottedDates, wholeMoney };
  return facts.map((column, i) => {
    const decision = isFigures(column) ? decideMark(column.marks, habits) : null;
    return decision === null || decision.basis === 'cells' ? column : columnFacts(column.name, i, rows, decision);
  });
}

/** Roles in a file of no known layout. */
function freeRoles(facts: readonly ColumnFacts[], hasHeader: boolean, rows: readonly (readonly string[])[]): readonly ProposedRole[] {
  const timed = proposeFinerTime(facts, proposeRoles(facts, hasHeader), rows);
  return proposeRepeatedKey(facts, proposeSessionUsers(facts, timed), rows);
}

function rolesOf({ roles, preset }: PresetMatch): ProposedRole[] {
  return roles.map((role) => (role === 'other' ? OTHER : { role, reason: { key: 'preset', params: { preset: preset.id } } }));
}

/** What a mapping, or the mapping that a preview proposes, lacks before the file can be read; null if nothing. */
export function checkMapping(subject: FilePreview | MappingRecipe): Extract<ErrorCode, 'mapping-no-user' | 'mapping-no-time'> | null {
  const { columns } = 'mapping' in subject ? subject.mapping : subject;
  const { kind } = 'mapping' in subject ? subject.mapping : subject;
  // Each row of a table of users may stand for itself.
  if (kind === 'users') return null;
  if (!columns.some(({ role }) => role === 'user')) return 'mapping-no-user';
  if (!columns.some(({ role }) => role === 'time')) return 'mapping-no-time';
  return null;
}
