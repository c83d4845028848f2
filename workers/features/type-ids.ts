const MAX_LENGTH = 40;

/** Column names for the counts of event types, by {@link featureIds}. */
export function typeFeatureIds(names: readonly string[]): string[] {
  return featureIds('events_', names, ['events_total']);
}

/**
 * Column names for features that are called after something in the file: the prefix and the name in lower-case ASCII. Accents are dropped, other letters become their
 * code points (`浏览` → `u6d4f_u89c8`), so that a name does not depend on the other types unless two of them would be the same; then a
 * number follows.
 */
export function featureIds(prefix: string, names: readonly string[], reserved: readonly string[] = []): string[] {
  const taken = new Set(reserved);
  return names.map((name) => {
    const base = `${prefix}${sanitise(name) || 'unnamed'}`;
    let id = base;
    for (let n = 2; taken.has(id); n++) id = `${base}_${n}`;
    taken.add(id);
    return id;
  });
}

function sanitise(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\x00-\x7f]/gu, (letter) => (/[\p{L}\p{N}]/u.test(letter) ? ` u${letter.codePointAt(0)!.toString(16)} ` : ' '))
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, MAX_LENGTH)
    .replace(/^_+|_+$/g, '');
}
