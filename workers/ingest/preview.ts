import { throwIfAborted, type ErrorCode } from '../protocol/errors';
import type { FilePreview } from '../protocol/ingest';
import type { MappingRecipe, PresetId } from '../protocol/recipe';
import { purchaseTypesAmong, refundTypesAmong } from './event-words';
import { normalName } from './header-words';
import { openLayout } from './layout';
import { CDNOW_COLUMNS, isHeaderlessCdnow, matchPreset } from './presets';
import { withTableProposal } from './propose-table';
import { probeRows } from './probes';
import { columnFacts, type ColumnFacts } from './profile';
import { proposeRoles, type ProposedRole } from './roles';

const PREVIEW_ROWS = 50;

/**
 * Reads the beginning of a file (and, where it can be sliced, a few places further on) and proposes how to read all of it. A user or time
 * column that is not found is no error here: see {@link checkMapping}.
 *
 * @throws AppError `file-empty`, `file-no-rows`, `file-binary` (params: kind), `file-one-column` (params: name), `file-changed`,
 * `file-unreadable`, `cancelled`.
 */
export async function previewFile(file: File, signal?: AbortSignal): Promise<FilePreview> {
  const layout = await openLayout(file, signal);
  const rows = [...layout.sample, ...(await probeRows(layout))];
  throwIfAborted(signal);
  let names = layout.columns;
  let facts = names.map((name, i) => columnFacts(name, i, rows));
  if (!layout.hasHeader && isHeaderlessCdnow(facts, layout.dialect.delimiter)) {
    names = CDNOW_COLUMNS;
    facts = facts.map((column, i) => ({ ...column, name: names[i]! }));
  }
  const match = matchPreset(names);
  const proposed =
    match === null
      ? proposeRoles(facts, layout.hasHeader)
      : match.roles.map((role): ProposedRole =>
          role === 'other' ? { role, reason: { key: 'unused' } } : { role, reason: { key: 'preset', params: { preset: match.preset } } },
        );
  const preview: FilePreview = {
    fileName: file.name,
    fileSize: file.size,
    encoding: layout.source.encoding,
    delimiter: layout.dialect.delimiter,
    hasHeader: layout.hasHeader,
    preset: match?.preset ?? null,
    columns: facts.map(({ name, distinct, missing, examples }, i) => ({ name, ...proposed[i]!, distinct, missing, examples })),
    rows: layout.sample.slice(0, PREVIEW_ROWS),
    sampledRows: rows.length,
    values: facts.map(({ values }) => values),
    dateFormats: facts.map(({ dateFormats }) => dateFormats),
    mapping: proposeMapping(facts, proposed, match?.preset ?? null),
  };
  return withTableProposal(preview, facts, rows);
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

function proposeMapping(facts: readonly ColumnFacts[], proposed: readonly ProposedRole[], preset: PresetId | null): MappingRecipe {
  const factsOf = (role: string) => facts[proposed.findIndex((column) => column.role === role)];
  const types = factsOf('event')?.values?.map(({ value }) => value) ?? [];
  const value = factsOf('value');
  return {
    preset,
    columns: facts.map(({ name }, i) => ({ name, role: proposed[i]!.role })),
    dateFormat: factsOf('time')?.dateFormats[0] ?? 'iso',
    timeZone: 'UTC',
    valueIs: value !== undefined && factsOf('quantity') !== undefined && isUnitPrice(value.name) ? 'unit' : 'line',
    purchaseTypes: purchaseTypesAmong(types),
    refundTypes: refundTypesAmong(types),
    cancelPrefix: preset === 'online-retail' ? 'C' : null,
  };
}

/** `price`, `unit_price`, 单价, but not `total_price` or 商品金额. */
function isUnitPrice(header: string): boolean {
  const name = normalName(header);
  return (
    /(?:^|_)(?:price|unit)(?:_|$)|单价|价格|售价|京东价/.test(name) && !/(?:^|_)(?:total|line|sum|amount)(?:_|$)|总|金额|合计/.test(name)
  );
}
