import type { SchemaElement, SchemaTree } from 'hyparquet';
import type * as Schema from 'hyparquet/src/schema.js';
import { PageError } from './page-runs';
import { plainText, type ValueText } from './parquet-values';
import { numberOrText, VariantBudget, variantOf } from './variant';

/** What a value within lists, maps and structures is made into for JSON. */
type Remade = (value: unknown, budget: VariantBudget) => unknown;

/** The elements whose values are written here, and how the reader tells lists and maps. */
export interface WrittenHere {
  readonly texts: ReadonlyMap<SchemaElement, ValueText>;
  readonly variants: ReadonlySet<SchemaElement>;
  readonly schema: Pick<typeof Schema, 'isListLike' | 'isMapLike'>;
}

/**
 * The text of a column of lists, maps, structures or variants: JSON, with dates, times and decimals as they would stand in a column of their own.
 *
 * @returns what writes a value. It throws PageError, ValueTooLarge or TooDeepError where a variant is broken or beyond bounds
 */
export function nestedText(tree: SchemaTree, here: WrittenHere): ValueText {
  const remade = remakes(tree, here);
  return remade === null ? plainText : (value) => plainText(remade(value, new VariantBudget()));
}

/** Null where the values below are as they should be. */
function remakes(tree: SchemaTree, here: WrittenHere): Remade | null {
  const { element, children } = tree;
  const text = here.texts.get(element);
  if (text) return each(isFraction(element) ? (value) => numberOrText(text(value)) : text);
  if (here.variants.has(element)) return each(variantFrom(children, here));
  const [first] = children;
  if (first && here.schema.isMapLike(tree)) {
    const value = remakes(first.children[1]!, here);
    return value && each(fieldwise(() => value));
  }
  if (first && here.schema.isListLike(tree)) return remakes(first.children.length === 1 ? first.children[0]! : first, here);
  const fields = new Map(
    children.flatMap((child) => {
      const field = remakes(child, here);
      return field ? [[child.element.name, field] as const] : [];
    }),
  );
  return fields.size === 0 ? null : each(fieldwise((key) => fields.get(key)));
}

const isFraction = ({ type, converted_type: converted, logical_type: logical }: SchemaElement) =>
  converted === 'DECIMAL' || logical?.type === 'DECIMAL' || (type === 'FLOAT' && !logical);

const isNothing = (value: unknown) => value === null || value === undefined;

/** Of lists each element; a value is none itself. */
function each(remade: Remade): Remade {
  const all: Remade = (value, budget) => {
    if (Array.isArray(value)) return value.map((inner) => all(inner, budget));
    return isNothing(value) ? null : remade(value, budget);
  };
  return all;
}

function fieldwise(fieldOf: (key: string) => Remade | undefined): Remade {
  return (value, budget) =>
    Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, fieldOf(key)?.(inner, budget) ?? (inner as unknown)]));
}

interface Shredded {
  readonly metadata?: unknown;
  readonly value?: unknown;
  readonly typed_value?: unknown;
}

/** A variant whose fields may stand in columns of their own (Parquet format, VariantShredding.md), with the rest of it in its bytes. */
function variantFrom(children: readonly SchemaTree[], here: WrittenHere): Remade {
  const typed = children.find(({ element }) => element.name === 'typed_value');
  const typedValue = (typed && remakes(typed, here)) ?? ((value: unknown) => value);
  return (value, budget) => {
    const { metadata, value: own, typed_value: columns } = value as Shredded;
    if (!(metadata instanceof Uint8Array)) throw new PageError('variant without names');
    const whole = (bytes: unknown) => variantOf(metadata, bytes as Uint8Array, budget);
    const joined = ({ value: rest, typed_value: inColumns }: Shredded): unknown => {
      if (isNothing(inColumns)) return isNothing(rest) ? undefined : whole(rest);
      if (Array.isArray(inColumns)) return inColumns.map((one) => joined(one as Shredded) ?? null);
      if (typeof inColumns !== 'object' || inColumns instanceof Uint8Array || inColumns instanceof Date) return inColumns;
      const fields = Object.entries(inColumns).map(
        ([key, field]) => [key, isNothing(field) ? undefined : joined(field as Shredded)] as const,
      );
      const others = isNothing(rest) ? {} : (whole(rest) as object);
      return { ...others, ...Object.fromEntries(fields.filter(([, field]) => field !== undefined)) };
    };
    return joined({ value: own, typed_value: isNothing(columns) ? null : typedValue(columns, budget) }) ?? null;
  };
}
