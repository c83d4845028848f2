import { placesOf, type Places } from '../cluster';
import { applyEncoder, rowsOf, type Rows } from '../encode';
import { besideEachOther, fusedTexts, type UserTexts } from '../encode/fused';
import { readUsers } from '../encode/sequence/encode-sequences';
import type { StepRows } from '../encode/sequence/steps';
import { sideOf, validationMask } from '../encode/split';
import { breather } from '../math/breathe';
import { throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { Embedding, Segmentation } from '../protocol/model';
import { drive } from '../protocol/progress';
import type { Recipe } from '../protocol/recipe';

/** The result whose model is looked at. */
export interface Explained {
  readonly events: EventTable;
  readonly matrix: FeatureMatrix;
  readonly embedding: Embedding;
  readonly segmentation: Segmentation;
  readonly recipe: Pick<Recipe, 'encoder' | 'seed'>;
}

/** Users that the encoder did not learn from are asked, if there are so many. */
const LEAST_HELD_OUT = 200;

/** Rows of the matrix that may be asked: those of the users who validated, a random part of all, where there are enough of them. */
export function askable({ events, matrix, embedding, recipe }: Explained): { readonly rows: Uint32Array; readonly heldOut: boolean } {
  const all = Uint32Array.from({ length: matrix.users }, (_, row) => row);
  if (embedding.training === null) return { rows: all, heldOut: false };
  const ids = Array.from(matrix.userIndex, (user) => events.userIds[user]!);
  const rows = sideOf(validationMask(ids, recipe.encoder.validationShare, recipe.seed), 1);
  return rows.length < LEAST_HELD_OUT ? { rows: all, heldOut: false } : { rows, heldOut: true };
}

/** Some users of the run: their features, and where their events lie. */
export interface Known extends Pick<Rows, 'users' | 'features' | 'scaled'> {
  /** Of an encoder that reads events. */
  readonly rows: StepRows | null;
  /** Vectors of the words that a fused encoder reads. */
  readonly texts: UserTexts;
}

/** @param rows of the matrix @throws AppError `cancelled` */
export async function known({ events, matrix, embedding }: Explained, rows: Uint32Array, signal?: AbortSignal): Promise<Known> {
  const { told, ...features } = rowsOf(events, matrix, rows);
  const { sequence, fusion } = embedding;
  if (!sequence && !fusion) return { ...features, rows: null, texts: {} };
  const { rows: read } = told!();
  const breathe = breather();
  const pause = async () => {
    await breathe();
    throwIfAborted(signal);
  };
  return { ...features, rows: read, texts: fusion ? await fusedTexts(fusion, { events, rows: read }, pause) : {} };
}

/**
 * What goes into the dense layers, users × columns: the features, or what a fused encoder makes of them and the codes.
 *
 * @param codes of these users by the network that reads their events; of a fused encoder only
 */
export function denseInputs({ embedding: { fusion } }: Explained, users: Known, codes: Float32Array | null): Float32Array {
  return fusion ? besideEachOther(fusion, users, codes ?? new Float32Array(), users.texts) : users.scaled;
}

/** The codes of the network that reads events in order; null where there is none. @throws AppError `cancelled` */
export async function codesOf(
  { events, embedding: { sequence } }: Explained,
  { rows }: Known,
  signal?: AbortSignal,
): Promise<Float32Array | null> {
  return sequence ? drive(readUsers(sequence, { events, rows: rows! }, 1, signal)) : null;
}

export const placesIn = ({ segmentation, embedding }: Explained): Places => placesOf(segmentation, embedding.dims);

/** The labels of users with these codes of the network, whether they are the embedding or one part of what goes into it. */
export function labelsFrom(explained: Explained, users: Known): (codes: Float32Array) => Int32Array {
  const { encoder, fusion } = explained.embedding;
  const place = placesIn(explained);
  const embedded = (codes: Float32Array) => (fusion ? applyEncoder(encoder, denseInputs(explained, users, codes), users.users) : codes);
  return (codes) => place(embedded(codes), users.users).labels;
}
