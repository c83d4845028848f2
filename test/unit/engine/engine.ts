import { ComputeCore } from '../../../workers/cluster/compute';
import { makeEngine, type Engine } from '../../../workers/engine/engine';
import { Keeping } from '../../../workers/engine/keeping';
import { tableWorker } from '../../../workers/engine/table-pool';
import type { Reply } from '../../../workers/protocol/engine';
import { fromWire } from '../../../workers/protocol/errors';
import { defaultRecipe, type MappingRecipe, type Recipe } from '../../../workers/protocol/recipe';
import { Workspaces } from '../../../workers/store';
import { population } from '../../fixtures/population';
import { computeApi } from '../../fixtures/compute-api';
import { PortWorker } from '../../fixtures/port-worker';
import { mappingOf } from '../ingest/support';
import type { Disk } from '../store/memory-device';

const DAY = 86_400_000;
const START = Date.UTC(2023, 0, 1);

const HEADER = 'user_id,event,timestamp,price';
export const MAPPING = mappingOf(
  { user_id: 'user', event: 'event', timestamp: 'time', price: 'value' },
  { purchaseTypes: ['purchase'], dateFormat: 'iso' },
);

let shop: readonly { readonly user: number; readonly day: number; readonly line: string }[] | null = null;

/** Events of a shop of four types of customer, written as an export writes them: of users [from, to), on days [from, to) since the start. */
export function shopLines(users: readonly [number, number], days: readonly [number, number]): string[] {
  shop ??= allLines();
  const within = (value: number, [from, to]: readonly [number, number]) => value >= from && value < to;
  return shop.filter(({ user, day }) => within(user, users) && within(day, days)).map(({ line }) => line);
}

function allLines() {
  const { events } = population({ seed: 5, users: 320, months: 8 });
  return events.userIds.flatMap((id, user) =>
    Array.from({ length: events.userOffsets[user + 1]! - events.userOffsets[user]! }, (_, i) => {
      const row = events.userOffsets[user]! + i;
      const time = Math.round(events.time[row]! / 1000) * 1000;
      const stamp = new Date(time).toISOString().slice(0, 19).replace('T', ' ');
      const line = `${id},${events.type.names[events.type.codes[row]!]},${stamp},${events.value![row]!.toFixed(2)}`;
      return { user, day: (time - START) / DAY, line };
    }),
  );
}

export const csv = (lines: readonly string[], header = HEADER) => `${[header, ...lines].join('\n')}\n`;
let serial = 0;
export const fileOf = (name: string, content: string) => new File([content], name, { type: 'text/csv', lastModified: ++serial });

/** Quick: no training, few restarts. */
export function recipeOf(mapping: MappingRecipe, change: Partial<Recipe> = {}): Recipe {
  const { encoder, clustering, ...rest } = defaultRecipe(mapping);
  return { ...rest, encoder: { ...encoder, kind: 'none' }, clustering: { ...clustering, k: 4, restarts: 2, bootstraps: 20 }, ...change };
}

/** Stands for the worker that holds tfjs: nothing is trained here. */
export const model = {
  probe: () => ({ status: 'done', value: { active: 'cpu', choice: 'auto', probes: [] } }),
  abort: () => undefined,
};

/** An engine over storage of the test, or over none. */
export function engineOn(
  disk: Disk | null,
  table: () => Worker = () => new PortWorker(tableWorker()).asWorker(),
  holdingTfjs: object = model,
): Engine {
  const device = () => (disk ? Promise.resolve(disk.tab()) : Promise.reject(new DOMException('denied', 'SecurityError')));
  const spawners = {
    model: () => new PortWorker(holdingTfjs).asWorker(),
    compute: () => new PortWorker(computeApi((...args) => new ComputeCore(...args))).asWorker(),
    table,
    poolSize: 1,
  };
  return makeEngine(spawners, new Keeping(new Workspaces(device)));
}

export async function value<T>(reply: Promise<Reply<T>>): Promise<T> {
  const answer = await reply;
  if (!answer.ok) throw fromWire(answer.error);
  return answer.value;
}

export const text = async (blob: Blob) => (await blob.text()).replace(/^\uFEFF/, '');
