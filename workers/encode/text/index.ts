export { embedTexts, learnText, textVectors, type TextModel, type TextOptions } from './model';
export { textOf, type TextColumn, type TextSource } from './source';
