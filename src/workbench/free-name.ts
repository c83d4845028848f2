import type { WorkspaceInfo } from '../../workers/protocol/workspace';

/** The name, with a number after it where another workspace has it: `shop.csv`, `shop.csv (2)`. */
export function freeName(name: string, others: readonly Pick<WorkspaceInfo, 'name'>[]): string {
  const taken = new Set(others.map((other) => other.name));
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name} (${n})`;
  return free;
}
