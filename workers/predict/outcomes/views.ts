import type { OutcomeKind } from '../../protocol/outcomes';

/** What the models are taught; an outcome is one of these or its opposite. */
export type Target = 'purchase' | 'active';

/** An outcome in terms of what the models say. */
export interface View {
  readonly kind: OutcomeKind;
  readonly target: Target;
  /** The outcome is that the target does not happen. */
  readonly opposite: boolean;
  /** Only users who had bought before. */
  readonly buyersOnly: boolean;
}

const VIEWS: readonly View[] = [
  { kind: 'purchase', target: 'purchase', opposite: false, buyersOnly: false },
  { kind: 'inactive', target: 'active', opposite: true, buyersOnly: false },
  { kind: 'no-purchase', target: 'purchase', opposite: true, buyersOnly: true },
];

/** Where all that users do is buy, a user without an event is one without a purchase. */
export const viewsOf = (browsing: boolean): readonly View[] => VIEWS.filter(({ kind }) => browsing || kind !== 'inactive');

/** Rows of users at a cut-off or several, with what became of them. */
export interface Rowed extends Readonly<Record<Target, Uint8Array>> {
  readonly buyer: Uint8Array;
}

/** The rows that a view is of. */
export function rowsIn({ buyersOnly }: View, { buyer }: Rowed): Uint32Array {
  const rows = Uint32Array.from(buyer.keys());
  return buyersOnly ? rows.filter((row) => buyer[row] === 1) : rows;
}

/** 1 where the outcome happened. */
export const outcomeOf = ({ target, opposite }: View, rowed: Rowed, rows: Uint32Array): Uint8Array =>
  Uint8Array.from(rows, (row) => (opposite ? 1 - rowed[target][row]! : rowed[target][row]!));

/** Probabilities of the outcome, from those of the target. */
export const probabilityOf = ({ opposite }: View, ofTarget: Float64Array, rows: Uint32Array): Float64Array =>
  Float64Array.from(rows, (row) => (opposite ? 1 - ofTarget[row]! : ofTarget[row]!));
