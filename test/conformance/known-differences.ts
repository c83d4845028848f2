import type { BackendName } from '../../workers/protocol/backend';

/** Where a backend is allowed to differ from cases.ts, and why. A case that is listed and agrees after all fails the test. */
export interface KnownDifference {
  readonly backend: BackendName;
  readonly caseId: string;
  readonly why: string;
}

export const knownDifferences: readonly KnownDifference[] = [];

/** Differences by design, which no small case can show. */
export const byDesign: readonly string[] = [
  'Above 50,000 rows the typed-array k-means runs its restarts on a seeded sample and refines the best on all rows; the WGSL kernel runs every restart on all rows.',
  'The WGSL kernel works in single precision: a row that is as near to one centre as to another, within rounding, may be labelled otherwise than on typed arrays.',
  'Autoencoder weights drift apart between backends with the number of epochs, since Adam divides by the size of the gradient: losses agree, single weights need not.',
];
