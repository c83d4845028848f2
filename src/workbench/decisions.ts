import { create } from 'zustand';
import { NO_STEPS, stepped, type Steps } from './steps';
import type { Draft } from './store';

/** What was decided about how the open file is read. */
export type Decisions = Pick<Draft, 'preview' | 'mapping' | 'cleaning' | 'joined' | 'large'>;

/** The changes of these decisions, of one file. */
interface DecisionsState {
  readonly file: File | null;
  readonly steps: Steps<Decisions>;
}

export const useDecisions = create<DecisionsState>()(() => ({ file: null, steps: NO_STEPS }));

export function decisionsOf({ preview, mapping, cleaning, joined, large }: Draft): Decisions {
  return { preview, mapping, cleaning, joined, large };
}

/** The changes of the open file's decisions: those of another file are none of its. */
export function stepsOf({ file, steps }: DecisionsState, draft: Pick<Draft, 'file'>): Steps<Decisions> {
  return file === draft.file ? steps : NO_STEPS;
}

/** Keeps what was decided before a change. */
export function remember(draft: Draft): void {
  useDecisions.setState((state) => ({ file: draft.file, steps: stepped(stepsOf(state, draft), decisionsOf(draft)) }));
}

/** What of the decisions a change is about. */
export type Changed = 'reading' | 'kind' | 'columns' | 'tables' | 'cleaning' | 'settings';

export function changedPart(a: Decisions, b: Decisions): Changed {
  if (a.preview !== b.preview) return 'reading';
  if (a.mapping.kind !== b.mapping.kind) return 'kind';
  if (a.joined !== b.joined) return 'tables';
  if (a.cleaning !== b.cleaning) return 'cleaning';
  const columns = ({ mapping }: Decisions) => JSON.stringify([mapping.columns, mapping.attributes]);
  return columns(a) === columns(b) ? 'settings' : 'columns';
}
