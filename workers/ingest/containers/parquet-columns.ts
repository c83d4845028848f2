import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import type * as Schema from 'hyparquet/src/schema.js';
import { nestedText } from './nested-values';
import { plainText, rawElement, type ValueText } from './parquet-values';

/** A column of the table: a column of the file, or a field of a structure in one. */
export interface Column {
  readonly name: string;
  /** Names from the column of the file downwards. */
  readonly path: readonly string[];
  readonly text: ValueText;
}

/**
 * The columns of a file. Also takes the annotations off the elements whose values are written here, of variants as well: the reader would decode them without
 * bounds.
 */
export function columnsOf(metadata: FileMetaData, root: SchemaTree, schema: typeof Schema): Column[] {
  const columns: Column[] = [];
  const texts = new Map<SchemaElement, ValueText>();
  const variants = new Set<SchemaElement>();
  const replaced = new Map<SchemaElement, SchemaElement>();
  for (const element of metadata.schema) {
    const own = element.type === undefined ? null : rawElement(element);
    if (own) {
      texts.set(element, own.text);
      replaced.set(element, own.raw);
    } else if (element.logical_type?.type === 'VARIANT') {
      variants.add(element);
      const { logical_type: _variant, ...raw } = element;
      replaced.set(element, raw);
    }
  }
  const add = (tree: SchemaTree) => {
    const { element, children, path } = tree;
    const isRepeated = element.repetition_type === 'REPEATED';
    if (children.length > 0 && !isRepeated && !isCollection(element)) return children.forEach(add);
    const isValue = children.length === 0 && !isRepeated;
    columns.push({
      name: path.join('.'),
      path,
      text: isValue ? (texts.get(element) ?? plainText) : nestedText(tree, { texts, variants, schema }),
    });
  };
  root.children.forEach(add);
  metadata.schema = metadata.schema.map((element) => replaced.get(element) ?? element);
  return columns;
}

const isCollection = ({ converted_type: converted, logical_type: logical }: SchemaElement) =>
  /^(?:LIST|MAP|MAP_KEY_VALUE)$/.test(converted ?? '') || /^(?:LIST|MAP|VARIANT)$/.test(logical?.type ?? '');
