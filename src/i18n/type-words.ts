import { OWN_TYPES, typesAreOwn, type OwnType } from '../../workers/protocol/events';
import type { MappingRecipe } from '../../workers/protocol/recipe';
import type { Language } from '../workbench/names';
import { i18n } from './index';

const isOwn = (type: string): type is OwnType => (OWN_TYPES as readonly string[]).includes(type);

export const ownTypeWord = (type: string, language: Language): string =>
  isOwn(type) ? i18n.getFixedT(language)(`features.ownTypes.${type}`) : type;

/** What a type of event is called: the file's own word as it stands, Shoal's in the page's language. */
export function typeWord(type: string, mapping: Pick<MappingRecipe, 'columns'>, language: Language): string {
  return typesAreOwn(mapping) ? ownTypeWord(type, language) : type;
}
