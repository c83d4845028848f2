export { embedTexts, learnText, textVectors, type TextOptions } from './model';
export { textOf, type TextColumn, type TextSource } from './source';
