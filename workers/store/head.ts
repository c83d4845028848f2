import { DamageError } from './damage';
import { appendPool, poolStrings } from './string-pool';
import type { Column } from './sections';

/** Arrays at least this long leave the JSON head for a section. */
const LONG_STRINGS = 16;
const LONG_NUMBERS = 64;

/**
 * What JSON cannot say is said by an object whose only other key than `$`, the tag, is the content:
 * `u` undefined, `n` a number without a JSON form, `a` a typed array (section), `f` a long list of numbers (section of f64),
 * `t` a long list of strings (pairs of sections: ends, text), `m` a Map, `o` an object that has a key `$` of its own.
 */
type Tagged =
  | { readonly $: 'u' }
  | { readonly $: 'n'; readonly v: string }
  | { readonly $: 'a' | 'f'; readonly s: number }
  | { readonly $: 't'; readonly s: readonly (readonly [number, number])[] }
  | { readonly $: 'm' | 'o'; readonly e: readonly (readonly [unknown, unknown])[] };

/** Takes the columns out of a plain value: `root` is JSON, `columns` are the sections that it refers to. */
export function takeApart(value: unknown): { root: unknown; columns: Column[] } {
  const columns: Column[] = [];
  const seen = new Map<object, Tagged>();
  const section = (column: Column) => columns.push(column) - 1;
  const once = (of: object, make: () => Tagged): Tagged => {
    let tagged = seen.get(of);
    if (!tagged) seen.set(of, (tagged = make()));
    return tagged;
  };
  const array = (list: readonly unknown[], path: string): unknown => {
    if (list.length >= LONG_STRINGS && list.every((item) => typeof item === 'string')) {
      return once(list, () => ({ $: 't', s: poolStrings(list).map(({ ends, text }) => [section(ends), section(text)]) }));
    }
    if (list.length >= LONG_NUMBERS && list.every((item) => typeof item === 'number')) {
      return once(list, () => ({ $: 'f', s: section(Float64Array.from(list)) }));
    }
    return Array.from(list, (item, i) => visit(item, `${path}[${i}]`));
  };
  const visit = (part: unknown, path: string): unknown => {
    switch (typeof part) {
      case 'string':
      case 'boolean':
        return part;
      case 'number':
        return Number.isFinite(part) && !Object.is(part, -0) ? part : { $: 'n', v: Object.is(part, -0) ? '-0' : String(part) };
      case 'undefined':
        return { $: 'u' };
      case 'object':
        if (part === null) return null;
        if (Array.isArray(part)) return array(part, path);
        if (ArrayBuffer.isView(part) && !(part instanceof DataView)) return once(part, () => ({ $: 'a', s: section(part as Column) }));
        if (part instanceof Map) {
          return { $: 'm', e: Array.from(part, ([key, item]) => [visit(key, `${path} key`), visit(item, `${path}(${String(key)})`)]) };
        }
        if (isPlain(part)) {
          const entries = Object.entries(part).map(([key, item]) => [key, visit(item, `${path}.${key}`)] as const);
          return Object.hasOwn(part, '$') ? { $: 'o', e: entries } : Object.fromEntries(entries);
        }
    }
    throw new TypeError(`${path} is not plain data`);
  };
  return { root: visit(value, 'value'), columns };
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * The value again. What was one array in two places is one array again.
 *
 * @throws DamageError where the head refers to what is not there.
 */
export function putTogether(root: unknown, columns: readonly Column[]): unknown {
  const made = new Map<number, unknown>();
  const column = (index: unknown): Column => {
    const found = typeof index === 'number' ? columns[index] : undefined;
    if (!found) throw new DamageError('no such section');
    return found;
  };
  const once = (index: number, make: () => unknown): unknown => {
    if (!made.has(index)) made.set(index, make());
    return made.get(index);
  };
  const strings = (pairs: readonly (readonly [number, number])[]): string[] => {
    const list: string[] = [];
    for (const [endsAt, textAt] of pairs) {
      const ends = column(endsAt);
      const text = column(textAt);
      if (!(ends instanceof Uint32Array && (text instanceof Uint8Array || text instanceof Uint16Array))) {
        throw new DamageError('string pool: wrong sections');
      }
      appendPool({ ends, text }, list);
    }
    return list;
  };
  const entries = (list: unknown): [unknown, unknown][] => {
    if (!Array.isArray(list)) throw new DamageError('no entries');
    return list.map((entry: unknown) => {
      if (!Array.isArray(entry) || entry.length !== 2) throw new DamageError('no entry');
      return [visit(entry[0]), visit(entry[1])];
    });
  };
  const tagged = (part: Tagged): unknown => {
    switch (part.$) {
      case 'u':
        return undefined;
      case 'n':
        return Number(part.v);
      case 'a':
        return column(part.s);
      case 'f':
        return once(part.s, () => Array.from(column(part.s) as Float64Array));
      case 't':
        if (!Array.isArray(part.s) || !part.s.every((pair) => Array.isArray(pair))) throw new DamageError('no string pools');
        return once(part.s[0]![0], () => strings(part.s));
      case 'm':
        return new Map(entries(part.e));
      case 'o':
        return Object.fromEntries(entries(part.e));
      default:
        throw new DamageError('unknown tag');
    }
  };
  const visit = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map(visit);
    if (Object.hasOwn(part, '$')) return tagged(part as Tagged);
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, visit(item)]));
  };
  return visit(root);
}
