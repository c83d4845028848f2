import { REJECT_REASONS, type QualityReport, type RejectReason } from '../../../workers/protocol/ingest';

export interface Rejections {
  readonly total: number;
  /** Reasons that occurred, most rows first. */
  readonly reasons: readonly { readonly reason: RejectReason; readonly rows: number }[];
}

export function rejections(quality: QualityReport): Rejections {
  const reasons = REJECT_REASONS.map((reason) => ({ reason, rows: quality.rejected[reason] }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows);
  return { total: reasons.reduce((sum, { rows }) => sum + rows, 0), reasons };
}

/** Days from the first to the last event, at least one. */
export function spanDays(quality: QualityReport): number {
  return Math.max(1, Math.ceil((quality.to - quality.from) / 86_400_000));
}

/** The name under which rejected rows are saved: `orders.csv` → `orders-rejected.csv`. */
export function rejectedName(fileName: string): string {
  return `${fileName.replace(/(\.(csv|tsv|txt|gz))+$/i, '')}-rejected.csv`;
}
