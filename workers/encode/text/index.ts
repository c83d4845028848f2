export { toldByUsers } from './by-users';
export { embedTexts, learnText, textVectors, type TextOptions } from './model';
export { textOf, textOfKind, type TextColumn, type TextSource } from './source';
export { usersTexts } from './users-texts';
