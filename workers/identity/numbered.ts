import type { Transition } from '../protocol/update';

/** A transition in label indices as one in segment numbers. */
export function numbered(transition: Transition, before: readonly number[], after: readonly number[]): Transition {
  switch (transition.kind) {
    case 'survives':
    case 'absorbed':
      return { ...transition, from: before[transition.from]!, to: after[transition.to]! };
    case 'splits':
      return {
        ...transition,
        from: before[transition.from]!,
        into: transition.into.map(({ to, overlap }) => ({ to: after[to]!, overlap })),
      };
    case 'disappears':
      return { ...transition, from: before[transition.from]! };
    case 'emerges':
      return { ...transition, to: after[transition.to]! };
  }
}
