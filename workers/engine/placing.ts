import { AppError } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { PlacedFile, PlacedNames } from '../protocol/placing';
import { drive, type Progress } from '../protocol/progress';
import { placedCsv, placedFile, placeUsers, type KeptRun, type Placement, type RunBody } from '../runs';
import type { Opened, TableDevice } from './run';

/** The users of a file in the segments of runs, for as long as the runs are there. */
export class Placing {
  readonly #placed = new WeakMap<RunBody, { readonly events: WeakRef<EventTable>; readonly placement: Placement }>();

  /** @throws AppError as {@link placeUsers} */
  async place(
    run: KeptRun,
    { ingested: { events } }: Opened,
    tables: TableDevice,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<PlacedFile> {
    const placement = await drive(placeUsers(run, events, signal, tables), onProgress).finally(() => tables.end());
    this.#placed.set(run.body, { events: new WeakRef(events), placement });
    return placedFile(run, placement, events.users);
  }

  /** @throws AppError `placed-gone` where the file was not placed in the run, or either is another by now */
  csv({ body }: KeptRun, { ingested: { events } }: Opened, names: PlacedNames): Blob {
    const placed = this.#placed.get(body);
    if (placed?.events.deref() !== events) throw new AppError('placed-gone');
    return placedCsv(placed.placement, events.userIds, names);
  }
}
