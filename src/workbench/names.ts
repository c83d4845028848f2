import { segmentName } from '../i18n/names';
import type { SegmentPortrait } from '../../workers/protocol/portraits';

export type Language = 'en' | 'zh-CN';

/** The name on every screen and export: what the person typed, else words made from the portrait. */
export function nameOf(portrait: SegmentPortrait, edited: Readonly<Record<number, string>>, language: Language): string {
  return edited[portrait.id] ?? segmentName(portrait.name, language);
}

const key = (signature: string) => `shoal.names.${signature}`;

export function loadNames(signature: string): Record<number, string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key(signature)) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    // Storage is denied in some private windows; names then last as long as the page.
    return {};
  }
}

export function saveNames(signature: string, names: Readonly<Record<number, string>>): void {
  try {
    if (Object.keys(names).length === 0) localStorage.removeItem(key(signature));
    else localStorage.setItem(key(signature), JSON.stringify(names));
  } catch {
    // As above.
  }
}
