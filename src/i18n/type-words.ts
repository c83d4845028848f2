import { isOwnType, OWN_TYPES, type OwnType, type TypesNamed } from '../../workers/protocol/events';
import type { Language } from '../workbench/names';
import type { Run } from '../workbench/store';
import { i18n } from './index';

const isOwn = (type: string): type is OwnType => (OWN_TYPES as readonly string[]).includes(type);

export const ownTypeWord = (type: string, language: Language): string =>
  isOwn(type) ? i18n.getFixedT(language)(`features.ownTypes.${type}`) : type;

/** What a type of event is called: the file's own word as it stands, Shoal's in the page's language. */
export function typeWord(type: string, types: TypesNamed, language: Language): string {
  return isOwnType(type, types) ? ownTypeWord(type, language) : type;
}

/** Whose words the types of a run's events are. */
export const typesOf = ({ quality, result }: Pick<Run, 'quality' | 'result'>): TypesNamed => ({
  columns: result.recipe.mapping.columns,
  ownTypes: quality.ownTypes,
});
