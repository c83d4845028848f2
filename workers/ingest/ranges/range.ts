import type { CleaningRecipe, MappingRecipe } from '../../protocol/recipe';
import type { Layout } from '../layout';
import type { SampleTraits } from '../sample-traits';
import type { RowBlock } from './row-block';

/** What all ranges of a file are read under. Survives structured cloning. */
export interface RangeJob {
  readonly file: File;
  readonly layout: Pick<Layout, 'dialect' | 'width' | 'quoted' | 'columns' | 'preamble' | 'header' | 'hasHeader'>;
  readonly mapping: MappingRecipe;
  readonly cleaning: CleaningRecipe;
  readonly traits: SampleTraits;
}

/** Bytes [from, to) of the file. `exact`: a record starts at `from`; else one is looked for from there on. */
export interface RangeTask {
  readonly from: number;
  readonly to: number;
  readonly exact: boolean;
  /** Memory of a block that is not needed any more. Taken away. */
  readonly spare?: ArrayBuffer;
}

/** The rows that start in a range. A part can be trusted if it starts where the part before it ends. */
export interface RangePart {
  /** Where the first row at or after the range's start starts, and the first at or after its end; the file's size where there is none. */
  readonly start: number;
  readonly end: number;
  /** Lines on which these two start, counted as the block's lines are. */
  readonly startLine: number;
  readonly endLine: number;
  readonly block: RowBlock;
}

/** Reads ranges of a file, several at once: in workers, or in a test's own thread. */
export interface RangeReader {
  /** Ranges worth asking for at once. */
  readonly concurrency: number;
  /** Every later {@link read} is of this job. */
  open(job: RangeJob): Promise<void>;
  /**
   * null where no start of a record is found.
   *
   * @throws AppError `file-changed`, `file-unreadable`, `worker-crashed`
   */
  read(task: RangeTask): Promise<RangePart | null>;
}
