import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AppError } from '../../../workers/protocol/errors';
import { drive } from '../../../workers/protocol/progress';
import type { CleaningRecipe, ColumnRole, MappingRecipe } from '../../../workers/protocol/recipe';
import { ingest, previewFile, rejectedCsv, type Ingested, type IngestOptions } from '../../../workers/ingest';

const SHARED = resolve(import.meta.dirname, '../../../../shared/data');

export const hasSharedData = existsSync(SHARED);
export const SKIPPED = 'needs ../shared/data';

export function sharedPath(name: string): string {
  return resolve(SHARED, name);
}

export function sharedFile(name: string): File {
  return new File([readFileSync(sharedPath(name))], name);
}

/** Text of a shared file, unpacked where it is packed. */
export function sharedText(name: string): string {
  const bytes = readFileSync(sharedPath(name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

export function fileOf(content: string | Uint8Array<ArrayBuffer>, name = 'events.csv'): File {
  return new File([content], name);
}

export const CLEANING: CleaningRecipe = { dropDuplicates: true, maxYearsFromMedian: 20 };

export function mappingOf(columns: Readonly<Record<string, ColumnRole>>, rest: Partial<MappingRecipe> = {}): MappingRecipe {
  return {
    preset: null,
    columns: Object.entries(columns).map(([name, role]) => ({ name, role })),
    dateFormat: 'iso',
    timeZone: 'UTC',
    valueIs: 'line',
    purchaseTypes: [],
    refundTypes: [],
    cancelPrefix: null,
    ...rest,
  };
}

export async function read(file: File, mapping: MappingRecipe, cleaning = CLEANING, options?: IngestOptions): Promise<Ingested> {
  return drive(ingest(file, mapping, cleaning, undefined, options));
}

/** Reads a file under the mapping that its preview proposes. */
export async function readAsProposed(file: File): Promise<Ingested> {
  const { mapping } = await previewFile(file);
  return read(file, mapping);
}

export async function rejectedText(file: File, mapping: MappingRecipe, ingested: Ingested): Promise<string> {
  const blob = await drive(rejectedCsv([{ file, mapping, rejected: ingested.rejected }]));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await blob.arrayBuffer());
}

/** Code and params of the AppError that a promise rejects with. */
export async function failure(work: Promise<unknown>): Promise<{ code: string; params: Readonly<Record<string, string | number>> }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, params: error.params };
    throw error;
  }
  return { code: 'none', params: {} };
}

export const rejectedRows = (ingested: Ingested): number => Object.values(ingested.quality.rejected).reduce((sum, count) => sum + count, 0);

/** Splits a line without quotes inside cells other than around whole cells: enough for the shared files, and slow on purpose. */
export function splitLine(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (char === '"' && quoted && line[i + 1] === '"') cell += line[++i]!;
    else if (char === '"') quoted = !quoted;
    else if (char === ',' && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += char;
  }
  return [...cells, cell];
}
