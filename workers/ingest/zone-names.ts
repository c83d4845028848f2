/** Abbreviations of zones that programs write beside times. Several stand for more than one zone: `CST` is Chicago's, Havana's and Beijing's. */
const NAMES: ReadonlySet<string> = new Set(
  `EST EDT CST CDT MST MDT PST PDT AKST AKDT HST AST ADT NST NDT BRT ART CLT CLST WET WEST CET CEST EET EEST MET MEST MEZ MESZ MSK TRT GST
  BST IST JST KST HKT SGT PHT ICT WIB WITA WIT MYT PKT NPT AEST AEDT ACST ACDT AWST NZST NZDT SAST EAT WAT CAT`.split(/\s+/),
);
/** At a cell's end, or before a year that ends it as in `date`'s own writing. */
const NAMED = /\d(?:\s?[AP]M)?\s([A-Z]{3,5})(?:\s\d{4})?$|\s([A-Z][A-Za-z]+\/[A-Z][A-Za-z_/]+)$/;
const OFFSET = /[+-]\d{2}:?\d{2}/;

export const isZoneName = (word: string): boolean => NAMES.has(word);

/** Names of zones beside the times of a column, where no offset says what they stand for; those that come first, at most five. */
export function zoneNamesOf(cells: Iterable<string>): readonly string[] {
  const found = new Set<string>();
  for (const cell of cells) {
    const match = NAMED.exec(cell);
    if (match === null || OFFSET.test(cell)) continue;
    const name = match[2] ?? match[1]!;
    if (match[2] !== undefined || isZoneName(name)) found.add(name);
    if (found.size === 5) break;
  }
  return [...found];
}
