import { useMemo } from 'react';
import type { SegmentPortrait } from '../../../workers/protocol/portraits';
import { nameOf } from '../../workbench/names';
import { useWorkbench, type Run } from '../../workbench/store';
import { useRun } from '../../workbench/use-run';

export interface NamedSegment {
  readonly id: number;
  readonly name: string;
  readonly portrait: SegmentPortrait;
}

/** By value where there is one, else by size; the largest first. */
export function inOrder(portraits: readonly SegmentPortrait[]): SegmentPortrait[] {
  const weight = (portrait: SegmentPortrait) => portrait.value ?? portrait.size;
  return [...portraits].sort((a, b) => weight(b) - weight(a) || a.id - b.id);
}

const NONE: readonly SegmentPortrait[] = [];

/** The run's segments with the names on the screen, most valuable first. */
export function useSegments(): readonly NamedSegment[] {
  const portraits = useRun()?.result.segments.portraits ?? NONE;
  const names = useWorkbench((state) => state.names);
  const language = useWorkbench((state) => state.language);
  return useMemo(
    () => inOrder(portraits).map((portrait) => ({ id: portrait.id, name: nameOf(portrait, names, language), portrait })),
    [portraits, names, language],
  );
}

/** Where the figures that a run lists by label (stability, sizes) have this segment: its portrait's place. */
export function labelOf(run: Run, id: number): number {
  return run.result.segments.portraits.findIndex((portrait) => portrait.id === id);
}

/** Users in no segment, as a method by density leaves them; null where everybody is in one. */
export function noiseOf({ result: { users, segments } }: Run): { readonly users: number; readonly share: number } | null {
  const rest = users - segments.portraits.reduce((sum, { size }) => sum + size, 0);
  return rest > 0 ? { users: rest, share: rest / users } : null;
}

/** Names by segment id, as exports and sentences want them. */
export function namesById(segments: readonly NamedSegment[]): string[] {
  const names: string[] = [];
  for (const { id, name } of segments) names[id] = name;
  return names;
}
