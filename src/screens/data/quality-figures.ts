import { REJECT_REASONS, type QualityReport, type RejectReason } from '../../../workers/protocol/ingest';

export interface Rejections {
  readonly total: number;
  /** Reasons that occurred, most rows first. */
  readonly reasons: readonly { readonly reason: RejectReason; readonly rows: number }[];
}

export function rejections({ rejected }: { readonly rejected: Readonly<Partial<Record<RejectReason, number>>> }): Rejections {
  const reasons = REJECT_REASONS.map((reason) => ({ reason, rows: rejected[reason] ?? 0 }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows);
  return { total: reasons.reduce((sum, { rows }) => sum + rows, 0), reasons };
}

/** Duplicates that are near ones, and what cleaning changed in the kept rows. */
export function treatment({
  dirt,
  attributeDirt,
}: Pick<QualityReport, 'dirt' | 'attributeDirt'>): Readonly<Record<'near' | 'filled' | 'clipped' | 'reduced', number>> {
  const ofUsers = attributeDirt?.gaps.reduce((sum, gap) => sum + gap.filled, 0) ?? 0;
  const clipped = attributeDirt?.clipped ?? 0;
  if (!dirt) return { near: 0, filled: ofUsers, clipped, reduced: 0 };
  const { value, quantity, category } = dirt.filled;
  return {
    near: dirt.nearDuplicates,
    filled: value + quantity + category + ofUsers,
    clipped: dirt.clipped + clipped,
    reduced: dirt.reduced,
  };
}

/** Days from the first to the last event, at least one. */
export function spanDays(quality: QualityReport): number {
  return Math.max(1, Math.ceil((quality.to - quality.from) / 86_400_000));
}

/** The name under which rejected or clean rows are saved: `orders.csv` → `orders-rejected.csv`. */
export function rowsName(fileName: string, part: 'rejected' | 'clean'): string {
  return `${fileName.replace(/(\.(csv|tsv|txt|gz))+$/i, '')}-${part}.csv`;
}
