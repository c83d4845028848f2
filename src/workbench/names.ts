import { segmentName } from '../i18n/names';
import type { QualityReport } from '../../workers/protocol/ingest';
import type { Recipe } from '../../workers/protocol/recipe';
import type { SegmentPortrait } from '../../workers/protocol/portraits';

export type Language = 'en' | 'zh-CN';

/** The name on every screen and export: what the person typed, else words made from the portrait. */
export function nameOf(portrait: SegmentPortrait, edited: Readonly<Record<number, string>>, language: Language): string {
  return edited[portrait.id] ?? segmentName(portrait.name, language);
}

/** The same file, recipe (but for windows, horizon and what is learned afterwards) and k give the same segments, so that names typed for one fit the other. */
export function signatureOf(file: Pick<QualityReport, 'fileName' | 'fileSize' | 'kept'>, recipe: Recipe, k: number): string {
  const { track: _, predict: __, assignment: ___, ...rest } = recipe;
  const made = JSON.stringify({ ...rest, clustering: { ...rest.clustering, k } });
  let hash = 0;
  for (let i = 0; i < made.length; i++) hash = (Math.imul(hash, 31) + made.charCodeAt(i)) | 0;
  return `${file.fileName}:${file.fileSize}:${file.kept}:${(hash >>> 0).toString(36)}`;
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
