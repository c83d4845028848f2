import { AppError } from '../../../workers/protocol/errors';
import { useWorkbench } from '../store';

let serial = 0;

/** Shows a failure; a cancel is none. */
export function report(error: unknown): void {
  const known = error instanceof AppError ? error : new AppError('unknown', { detail: String(error) });
  if (known.code === 'cancelled') return;
  useWorkbench.setState({ problem: { error: known, serial: ++serial } });
}

export function dismissProblem(): void {
  useWorkbench.setState({ problem: null });
}
