import type { ProgressListener, Reply } from './engine';

/** What a file lacks for the model of a run; under `lacks.` in src/i18n. */
export const LACKS = [
  'purchases',
  'amounts',
  'quantities',
  'items',
  'categories',
  'brands',
  'types',
  'views',
  'visits',
  'times',
  'profiles',
] as const;
export type Lack = (typeof LACKS)[number];

/** The users of a file in the segments of a run. */
export interface PlacedFile {
  /** Users placed: those with an event in the window. */
  readonly users: number;
  /** Users of the file without one. */
  readonly outside: number;
  /** Users of the run. */
  readonly runUsers: number;
  /** In the order of the run's segments; last, under NOISE, who is in none, where there is anybody on either side. */
  readonly segments: readonly PlacedSegment[];
  /** Days that the features were taken over, here and in the run; null where the file has no events in time. */
  readonly days: { readonly here: number; readonly run: number } | null;
}

export interface PlacedSegment {
  readonly number: number;
  /** Users of the file, and of the run. */
  readonly users: number;
  readonly runUsers: number;
}

/** What the segments of a run are called on the screen, by number, and what users without one are in. */
export interface PlacedNames {
  readonly names: Readonly<Record<number, string>>;
  readonly none: string;
}

export interface PlacingApi {
  /**
   * Places the users of the file last read in the segments of a run of the list, by its preprocessing and its weights; nothing is learned, and the result on the screen
   * stays.
   *
   * @throws AppError `run-gone`; `place-lacks` where the file lacks what the model is about; `place-method` where centres do not say who belongs to the segments and the
   * run has nothing else; `run-model-damaged`; `rows-none-kept`, `no-order`, `cancelled`
   */
  placeUsers(job: string, id: string, onProgress: ProgressListener): Promise<Reply<PlacedFile>>;
  /** CSV of what {@link placeUsers} found last for the run: user, segment, name, distance. @throws AppError `placed-gone` where file or run are others by now */
  exportPlaced(id: string, names: PlacedNames): Promise<Reply<Blob>>;
}
