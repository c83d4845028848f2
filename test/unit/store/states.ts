import { AppError } from '../../../workers/protocol/errors';
import type { Parts } from '../../../workers/store/snapshot';
import { Workspaces, type StoredWorkspace } from '../../../workers/store';
import type { Disk, Faults, Tab } from './memory-device';

/** A small state whose every part tells its number. */
export function state(number: number, shared: Parts = {}): Parts {
  return {
    'source-0': new File([`source ${number}`], 'shop.csv'),
    events: { number, time: Float64Array.of(number, 2, 3) },
    clusterings: { number, byK: new Map([[2, Int32Array.of(number)]]) },
    rest: { number, text: `state ${number}` },
    ...shared,
  };
}

export const figures = (number: number) => ({ events: 100 + number, users: 10, segments: 3 });
export const build = { kind: 'build', files: ['shop.csv'] } as const;

export function open(disk: Disk, faults?: Faults): { tab: Tab; workspaces: Workspaces } {
  const tab = disk.tab(faults);
  return { tab, workspaces: new Workspaces(() => Promise.resolve(tab)) };
}

/** The number of the state, which all of its parts must agree on. */
export async function numberOf({ parts }: Pick<StoredWorkspace, 'parts'>): Promise<number | null> {
  const numbers = Object.values(parts).flatMap((part) => (part instanceof Blob ? [] : [(part as { number: number }).number]));
  if (parts['source-0']) numbers.push(Number((await (parts['source-0'] as Blob).text()).replace('source ', '')));
  if (new Set(numbers).size > 1) throw new Error(`parts of several states: ${numbers.join(', ')}`);
  return numbers[0] ?? null;
}

export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof AppError ? error.code : `not an AppError: ${String(error)}`;
  }
}
