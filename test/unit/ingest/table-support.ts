import { ingestFile } from '../../../workers/ingest';
import type { TableFile } from '../../../workers/protocol/engine';
import { drive } from '../../../workers/protocol/progress';
import type { AttributeRecipe, MappingRecipe } from '../../../workers/protocol/recipe';
import { CLEANING, mappingOf } from './support';

/** A table with one row a user. */
export const usersMapping = (columns: Parameters<typeof mappingOf>[0], attributes: readonly AttributeRecipe[]): MappingRecipe =>
  mappingOf(columns, { kind: 'users', attributes: [...attributes] });

/** The file read, and the tables joined to it. */
export const read = (file: File, mapping: MappingRecipe, tables: readonly TableFile[] = []) =>
  drive(ingestFile(file, mapping, CLEANING, tables));
