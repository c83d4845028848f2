const OUTER = ['“', '”'] as const;
const INNER = ['‘', '’'] as const;

/**
 * A quotation inside another takes the other marks: “the share of “view” rose” becomes “the share of ‘view’ rose”, as both languages write it.
 * A name from a file may hold one mark without the other: such a text stands as it is.
 */
export function nestedQuotes(text: string): string {
  if (text.indexOf(OUTER[0]) === text.lastIndexOf(OUTER[0])) return text;
  let depth = 0;
  let nested = '';
  for (const letter of text) {
    if (letter === OUTER[1]) depth--;
    const marks = depth % 2 === 0 ? OUTER : INNER;
    nested += letter === OUTER[0] ? marks[0] : letter === OUTER[1] ? marks[1] : letter;
    if (letter === OUTER[0]) depth++;
    if (depth < 0) return text;
  }
  return depth === 0 ? nested : text;
}
