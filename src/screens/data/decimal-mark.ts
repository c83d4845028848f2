import type { FilePreview } from '../../../workers/protocol/ingest';
import type { MappingRecipe } from '../../../workers/protocol/recipe';

type Mark = NonNullable<MappingRecipe['decimalMark']>;
type Figures = Pick<MappingRecipe, 'columns' | 'decimalMark'>;

const nameOf = ({ columns }: Figures, role: 'value' | 'quantity') => columns.find((column) => column.role === role)?.name;

/** Whether these are the columns of figures that the mark was found for. */
function isProposed({ mapping }: Pick<FilePreview, 'mapping'>, chosen: Figures): boolean {
  return (['value', 'quantity'] as const).every((role) => nameOf(mapping, role) === nameOf(chosen, role));
}

/** Which mark was found in the whole of the file's beginning; null for columns that somebody else chose, which tell it themselves as they are read. */
export function foundMark(preview: Pick<FilePreview, 'mapping'>, mapping: Figures): Mark | null {
  return isProposed(preview, mapping) ? (preview.mapping.decimalMark ?? '.') : null;
}

/** The mark that somebody chose against what was found; null where none was. */
export function chosenMark(preview: Pick<FilePreview, 'mapping'>, mapping: Figures): Mark | null {
  const { decimalMark = null } = mapping;
  return decimalMark === foundMark(preview, mapping) ? null : decimalMark;
}

/** The mapping with a mark, or with what is found. Where that is the point for want of any comma, nothing need be said. */
export function withMark<T extends Figures>(preview: Pick<FilePreview, 'mapping'>, mapping: T, mark: Mark | null): T {
  const { decimalMark: _, ...rest } = mapping;
  const said = mark ?? (isProposed(preview, mapping) ? preview.mapping.decimalMark : undefined);
  return (said === undefined ? rest : { ...rest, decimalMark: said }) as T;
}
