import { FEATURE_GROUPS, type FeatureSpec } from '../protocol/features';
import { FUSED_TEXTS, type Fusion } from '../protocol/model';
import type { Columns } from './feature-importance';

/**
 * What is shuffled together among the inputs of an encoder: each feature, the indicators of a category as one; each group of several features, since features
 * that say nearly the same stand in for each other; behind the features, what a fused encoder knows besides.
 */
export function inputColumns(specs: readonly Pick<FeatureSpec, 'category' | 'group'>[], fusion: Fusion | undefined): Columns[] {
  const columnsOf = (test: (spec: (typeof specs)[number]) => boolean) => specs.flatMap((spec, column) => (test(spec) ? [column] : []));
  const single = specs.flatMap(({ category }, feature): Columns[] => {
    if (category === undefined) return [{ of: { kind: 'feature', feature }, columns: [feature] }];
    const columns = columnsOf((spec) => spec.category === category);
    return columns[0] === feature ? [{ of: { kind: 'category', category }, columns }] : [];
  });
  const groups = FEATURE_GROUPS.flatMap((group): Columns[] => {
    const columns = columnsOf((spec) => spec.group === group);
    return columns.length > 0 ? [{ of: { kind: 'group', group }, columns }] : [];
  });
  const range = (from: number, length: number) => Array.from({ length }, (_, i) => from + i);
  const codes = fusion?.codes.mean.length ?? 0;
  const words = FUSED_TEXTS.reduce((sum, kind) => sum + (fusion?.[kind]?.mean.length ?? 0), 0);
  const fused: Columns[] = [
    { of: { kind: 'codes' }, columns: range(specs.length, codes) },
    { of: { kind: 'words' }, columns: range(specs.length + codes, words) },
  ];
  return [...single, ...groups, ...fused.filter(({ columns }) => columns.length > 0)];
}
