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

/**
 * What said where a user belongs: the nearest centre; of a mixture the most probable component; of dense regions the one that the user is in; or the network that was
 * taught to place new users.
 */
export const PLACED_BY = ['centre', 'mixture', 'region', 'network'] as const;
export type PlacedBy = (typeof PLACED_BY)[number];

/** A user is new who is not in the run and was first seen within this share of the run's window before the end of the file's. */
export const NEW_SHARE = 0.25;

/**
 * Why the network of a run placed nobody: it was not learned; it was not held against the segments themselves, by an earlier version; it is not shown to be ahead of them;
 * there is nothing in time here; the file lacks what it reads; nobody is new with as many events as it takes.
 */
export type NoNetwork = 'unlearned' | 'unmeasured' | 'behind' | 'timeless' | 'lacks' | 'nobody';

/** New users with few events, whom the network of a run placed. */
export interface PlacedEarly {
  readonly none: NoNetwork | null;
  /** Whom it places: new users, first seen in so many days, with so many events at least and at most. Null where the network says nothing of it. */
  readonly rule: { readonly days: number; readonly from: number; readonly to: number } | null;
  readonly users: number;
  /** Mean probability of the segments that they were given; null without any. */
  readonly probability: number | null;
}

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
  /** What placed the users whom the network did not. */
  readonly by: Exclude<PlacedBy, 'network'>;
  readonly early: PlacedEarly;
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
   * Places the users of the file last read in the segments of a run of the list, by its preprocessing and its weights; new users with few events by the network that was
   * taught to, where the run keeps one that is ahead of the segments themselves. Nothing is learned, and the result on the screen stays.
   *
   * @throws AppError `run-gone`; `place-lacks` where the file lacks what the model is about; `place-method` where centres do not say who belongs to the segments and the
   * run has nothing else; `run-model-damaged`; `rows-none-kept`, `no-order`, `cancelled`
   */
  placeUsers(job: string, id: string, onProgress: ProgressListener): Promise<Reply<PlacedFile>>;
  /** CSV of what {@link placeUsers} found last for the run: user, segment, name, distance, what placed the user and how certain. @throws AppError `placed-gone` where file or run are others by now */
  exportPlaced(id: string, names: PlacedNames): Promise<Reply<Blob>>;
}
