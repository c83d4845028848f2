import { cleanCsv, cleanTable, ingestFile, joinTables, rejectedCsv } from '../../ingest';
import { isLikelyCut } from '../../ingest/ranges';
import type { EngineApi, FileLook, ProgressListener, ReadResult, TableFile } from '../../protocol/engine';
import { AppError } from '../../protocol/errors';
import { isKeyed } from '../../protocol/ingest';
import { drive } from '../../protocol/progress';
import type { MappingRecipe, Recipe } from '../../protocol/recipe';
import type { JoinFigures } from '../../protocol/tables';
import { makeSampleShop } from '../../sample';
import { joinedSize, openedSize, updatedSize } from '../beside-held';
import { throttled } from '../jobs';
import type { Session } from '../session';

/** What the page asks about files: looked at, read, joined, and given back row by row. */
export function fileApi(session: Session) {
  return {
    preview(job: string, file: File, reading?: MappingRecipe['reading']) {
      return session.job(job, async (signal) => {
        // It is about to be read.
        if (await isLikelyCut(file)) session.tables.warm();
        const preview = await session.looks.preview(file, signal, reading);
        const expected = session.opened && openedSize(session.opened, preview);
        return expected ? { ...preview, expected } : preview;
      });
    },

    look(job: string, file: File) {
      return session.job(job, async (signal): Promise<FileLook> => {
        const preview = await session.looks.preview(file, signal);
        const opened = session.requireOpened();
        return { preview, expected: isKeyed(preview) ? joinedSize(opened, preview) : updatedSize(opened, preview) };
      });
    },

    makeSample(job: string, seed: number, drift: boolean, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        const blob = await drive(makeSampleShop({ seed, drift }, signal), throttled(onProgress));
        return new File([blob], drift ? 'sample-shop.csv' : 'sample-shop-without-drift.csv', { type: 'text/csv', lastModified: 0 });
      });
    },

    read(
      job: string,
      file: File,
      mapping: MappingRecipe,
      cleaning: Recipe['cleaning'],
      onProgress: ProgressListener,
      tables: readonly TableFile[] = [],
    ) {
      return session.job(job, async (signal): Promise<ReadResult> => {
        const start = performance.now();
        const how = { ranges: { reader: session.tables, sorter: session.tables }, open: session.looks.open };
        const reading = drive(ingestFile(file, mapping, cleaning, tables, signal, how), throttled(onProgress));
        const { ingested, joined } = await reading.catch((error: unknown) => {
          // What is still under way serves nobody.
          session.tables.end();
          session.looks.forget();
          throw error;
        });
        const seconds = (performance.now() - start) / 1000;
        session.opened = { file, mapping, cleaning, ingested, seconds, appended: [], joined };
        session.absent = [];
        return { quality: ingested.quality, seconds };
      });
    },

    join(job: string, tables: readonly TableFile[], onProgress: ProgressListener) {
      return session.job(job, async (signal): Promise<ReadResult> => {
        const opened = session.requireOpened();
        const { file, mapping, cleaning, seconds } = opened;
        const held = { ingested: opened.ingested, joined: opened.joined ?? [] };
        const { ingested, joined } = await drive(joinTables(file, mapping, held, tables, signal, cleaning.sample), throttled(onProgress));
        session.opened = { ...opened, ingested, joined };
        return { quality: ingested.quality, seconds };
      });
    },

    exportRejected(job: string, onProgress: ProgressListener) {
      return session.job(job, (signal) => {
        const { file, mapping, ingested, appended, joined = [] } = session.requireOpened();
        const sources = [{ file, mapping, rejected: ingested.rejected }, ...appended, ...joined];
        return drive(rejectedCsv(sources, signal), throttled(onProgress));
      });
    },

    exportClean(job: string, onProgress: ProgressListener, joined?: JoinFigures['kind']) {
      return session.job(job, async (signal) => {
        const opened = session.requireOpened();
        const table = joined && opened.joined?.find((each) => each.mapping.kind === joined);
        if (table) return drive(cleanTable(table, opened.cleaning.sample, signal), throttled(onProgress));
        const { file, mapping, cleaning, ingested, appended } = opened;
        if (appended.length > 0) throw new AppError('clean-several-files');
        if (file.size === 0) throw new AppError('source-not-kept', { name: file.name });
        const listen = throttled(onProgress);
        // A workspace keeps no changes of cells: reading the file again gives the same ones.
        const { rejected, cleaned } = ingested.cleaned
          ? ingested
          : (await drive(ingestFile(file, mapping, cleaning, [], signal), listen)).ingested;
        return drive(cleanCsv({ file, mapping, rejected, cleaned: cleaned! }, signal), listen);
      });
    },
  } satisfies Partial<EngineApi>;
}
