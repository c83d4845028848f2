import { AppError } from '../protocol/errors';
import type { History, PageState, StorageTrouble, WorkspaceInfo } from '../protocol/workspace';
import { findRecord, reviseRecord } from './catalogue';
import { openBrowserDevice, type Device } from './device';
import type { FilePath } from './files';
import { lockName } from './locks';
import { newId } from './new-id';
import { currentParts, filesOf, historyOf, infoOf, type Figures, type SkipReason, type WorkspaceRecord } from './record';
import { newRecord, sameFiles, withCurrent, withState, type SaveAs } from './record-changes';
import { Snapshots, type Parts } from './snapshot';
import { removeUnnamed, sweep } from './sweep';
import { exportRecord, importRecord, type ExportOptions } from './transfer';
import { about, asAppError, storageError } from './trouble';

/** A tab that was just closed or reloaded takes a moment to give its lock back. */
const LOCK_WAIT_MS = 1500;

/** A workspace as it was last kept. */
export interface StoredWorkspace extends KeptState {
  readonly pageState: PageState;
  /** As they were saved; a part in `skipped` is absent. */
  readonly parts: Readonly<Record<string, object>>;
  /** What the workspace keeps beside its results, as far as it could be read; null where another result of the open workspace was asked for. */
  readonly shelf: Parts | null;
  /** `other-tab`: another tab has it open, so that nothing is going to be kept here. */
  readonly trouble: StorageTrouble | null;
}

export interface KeptState {
  readonly info: WorkspaceInfo;
  readonly history: History;
  readonly skipped: Readonly<Record<string, SkipReason>>;
}

interface Ready {
  readonly device: Device;
  readonly snapshots: Snapshots;
}

/**
 * The workspaces on this device, at most one of them open here. Whatever a record names is complete: files are written first, one
 * transaction changes the record, then files that no record names any more are removed. Calls are carried out one after the other.
 *
 * All methods fail with an AppError: `storage-denied`, `storage-full`, `storage-evicted`, `storage-other-tab`, `storage-failed`
 * (see `troubleOf`), `workspace-gone` where there is no such workspace, `out-of-memory`, and what their own comments name.
 */
export class Workspaces {
  readonly #openDevice: (onLost: () => void) => Promise<Device>;
  #ready: Promise<Ready> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  /** Without a lock it is read-only. */
  #open: { readonly id: string; readonly free: (() => void) | null } | null = null;

  constructor(openDevice: (onLost: () => void) => Promise<Device> = openBrowserDevice) {
    this.#openDevice = openDevice;
  }

  /** Id of the workspace that is open here. */
  get openId(): string | null {
    return this.#open?.id ?? null;
  }

  /** Newest first. */
  list(): Promise<WorkspaceInfo[]> {
    return this.#inTurn(async ({ device }) => {
      const records = await device.catalogue.all();
      return records.sort((a, b) => b.updated - a.updated).map(infoOf);
    });
  }

  /** Makes an empty workspace and opens it. */
  create(name: string): Promise<WorkspaceInfo> {
    return this.#inTurn(async ({ device }) => {
      this.#leave();
      const record = newRecord(newId(), name, Date.now());
      const free = await device.locks.acquire(lockName(record.id), LOCK_WAIT_MS);
      await orElse(free, () => device.catalogue.update(() => ({ put: record, result: null })));
      this.#open = { id: record.id, free };
      return infoOf(record);
    });
  }

  /**
   * Opens the workspace and leaves the one that was open. One that another tab has open is opened without being kept.
   *
   * @throws AppError `workspace-damaged`, `workspace-newer` (params: name).
   */
  open(id: string): Promise<StoredWorkspace> {
    return this.#inTurn(async (ready) => {
      this.#leave();
      const free = await ready.device.locks.acquire(lockName(id), LOCK_WAIT_MS);
      const { record, parts, shelf } = await orElse(free, () => loadCurrent(ready, id));
      this.#open = { id, free };
      return { ...stateOf(record), pageState: pageStateOf(record), parts, shelf, trouble: free ? null : 'other-tab' };
    });
  }

  close(): Promise<void> {
    return this.#inTurn(async () => this.#leave());
  }

  /**
   * Keeps a state of the open workspace, and what it keeps beside its results (null: as it is). Parts that are the same objects as in an earlier state are not written again. Killed at any
   * moment, the workspace is as before or as after.
   *
   * @throws AppError `nothing-open`.
   */
  save(parts: Parts, figures: Figures, pageState: PageState, as: SaveAs, beside: Parts | null = null): Promise<KeptState> {
    return this.#inTurn(async ({ device, snapshots }) => {
      const id = this.#requireOwn();
      const before = filesOf(await findRecord(device.catalogue, id, 'evicted'));
      const fresh: FilePath[] = [];
      try {
        const stored = await snapshots.save(id, parts, before, (path) => fresh.push(path));
        const shelf = beside && (await snapshots.save(id, beside, before, (path) => fresh.push(path)));
        const state = { stored, figures, pageState, as, shelf, versionId: newId() };
        return stateOf(await reviseRecord(device.catalogue, id, 'evicted', (record) => withState(record, state, Date.now())));
      } finally {
        await removeUnnamed(device, [...before.keys(), ...fresh]);
      }
    });
  }

  /** Keeps the page's part of the open workspace alone. @throws AppError `nothing-open`. */
  setPageState(pageState: PageState): Promise<WorkspaceInfo> {
    return this.#inTurn(async ({ device }) => {
      const json = JSON.stringify(pageState);
      return infoOf(
        await reviseRecord(device.catalogue, this.#requireOwn(), 'evicted', (record) => ({
          ...record,
          pageState: json,
          updated: Date.now(),
        })),
      );
    });
  }

  /** Makes another result of the open workspace the current one, once it has been read. @throws AppError as {@link open}. */
  goTo(versionId: string): Promise<StoredWorkspace> {
    return this.#inTurn((ready) => this.#goTo(ready, versionId));
  }

  /** Goes back to the result before the current one; null where there is none. @throws AppError as {@link open}. */
  undo(): Promise<StoredWorkspace | null> {
    return this.#inTurn(async (ready) => {
      const { undo } = historyOf(await findRecord(ready.device.catalogue, this.#requireOwn(), 'evicted'));
      return undo === null ? null : this.#goTo(ready, undo);
    });
  }

  rename(id: string, name: string): Promise<WorkspaceInfo> {
    return this.#inTurn(async ({ device }) => infoOf(await reviseRecord(device.catalogue, id, 'gone', (record) => ({ ...record, name }))));
  }

  /** A copy with its own history from here on. The files are shared, since none of them ever changes. */
  duplicate(id: string, name: string): Promise<WorkspaceInfo> {
    return this.#inTurn(({ device }) =>
      device.catalogue.update((records) => {
        const original = records.get(id);
        if (!original) throw new AppError('workspace-gone');
        const now = Date.now();
        const copy = { ...original, id: newId(), name, created: now, updated: now };
        return { put: copy, result: infoOf(copy) };
      }),
    );
  }

  /** @throws AppError `storage-other-tab` where another tab has it open. */
  remove(id: string): Promise<void> {
    return this.#inTurn(async ({ device }) => {
      if (this.#open?.id === id) this.#leave();
      const free = await device.locks.acquire(lockName(id), LOCK_WAIT_MS);
      if (!free) throw storageError('other-tab');
      try {
        const paths = await device.catalogue.update((records) => {
          const record = records.get(id);
          return { remove: [id], result: record ? [...filesOf(record).keys()] : [] };
        });
        await removeUnnamed(device, paths);
      } finally {
        free();
      }
    });
  }

  /** Removes every workspace and every file, also of those that other tabs have open: they are told when they next save. */
  eraseEverything(): Promise<void> {
    return this.#inTurn(async ({ device: { catalogue, files } }) => {
      this.#leave();
      await catalogue.update((records) => ({ remove: [...records.keys()], result: null }));
      const failures: unknown[] = [];
      for (const path of await files.list()) await files.remove(path).catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw failures[0];
    });
  }

  /** The workspace with its history as a `.shoal` file. @throws AppError `cancelled`, `workspace-damaged`. */
  exportFile(id: string, options: ExportOptions = {}): Promise<Blob> {
    return this.#inTurn(async ({ device }) => {
      const record = await findRecord(device.catalogue, id, 'gone');
      return about(record.name, () => exportRecord(device, record, options));
    });
  }

  /**
   * A new workspace from a `.shoal` file; it is not opened.
   *
   * @throws AppError `workspace-not`, `workspace-damaged`, `workspace-newer` (params: name of the file; version), `cancelled`.
   */
  importFile(file: File, signal?: AbortSignal): Promise<WorkspaceInfo> {
    return this.#inTurn(({ device }) =>
      about(file.name, async () => {
        const id = newId();
        const free = await device.locks.acquire(lockName(id), LOCK_WAIT_MS);
        try {
          return infoOf(await importRecord(device, id, file, signal));
        } finally {
          free?.();
        }
      }),
    );
  }

  async #goTo(ready: Ready, versionId: string): Promise<StoredWorkspace> {
    const { device, snapshots } = ready;
    const id = this.#requireOwn();
    const going = (record: WorkspaceRecord) => {
      if (!record.versions.some((version) => version.id === versionId)) throw new AppError('workspace-gone');
      return withCurrent(record, versionId, Date.now());
    };
    const target = going(await findRecord(device.catalogue, id, 'evicted'));
    const parts = await about(target.name, () => snapshots.load(currentParts(target)));
    const record = await reviseRecord(device.catalogue, id, 'evicted', going);
    return { ...stateOf(record), pageState: pageStateOf(record), parts, shelf: null, trouble: null };
  }

  #leave(): void {
    this.#open?.free?.();
    this.#open = null;
  }

  /** The open workspace, if it may be changed. */
  #requireOwn(): string {
    if (!this.#open) throw new AppError('nothing-open');
    if (!this.#open.free) throw storageError('other-tab');
    return this.#open.id;
  }

  #inTurn<T>(work: (ready: Ready) => Promise<T>): Promise<T> {
    const run = this.#last.then(async () => {
      try {
        return await work(await this.#prepare());
      } catch (error) {
        throw asAppError(error);
      }
    });
    this.#last = run.catch(() => undefined);
    return run;
  }

  /** Opens the device at the first call, and again where that failed or the browser closed it. */
  #prepare(): Promise<Ready> {
    if (this.#ready) return this.#ready;
    const forget = () => {
      if (this.#ready === ready) this.#ready = null;
    };
    const ready = this.#openDevice(forget).then(async (device) => {
      await sweep(device).catch(() => undefined);
      return { device, snapshots: new Snapshots({ files: device.files, room: () => device.room(), newId }) };
    });
    ready.catch(forget);
    this.#ready = ready;
    return ready;
  }
}

function stateOf(record: WorkspaceRecord): KeptState {
  return { info: infoOf(record), history: historyOf(record), skipped: currentParts(record).skipped };
}

const pageStateOf = (record: WorkspaceRecord) => JSON.parse(record.pageState) as PageState;

/** Reads the record and its parts; again where another tab has replaced the files meanwhile. */
async function loadCurrent({ device: { catalogue }, snapshots }: Ready, id: string) {
  for (;;) {
    const record = await findRecord(catalogue, id, 'gone');
    try {
      const parts = await about(record.name, () => snapshots.load(currentParts(record)));
      const shelf = record.shelf ? await about(record.name, () => snapshots.loadSome(record.shelf!)) : {};
      const whole = Object.keys(shelf).length === Object.keys(record.shelf?.refs ?? {}).length;
      if (whole || sameFiles(record, await findRecord(catalogue, id, 'gone'))) return { record, parts, shelf };
    } catch (error) {
      if (sameFiles(record, await findRecord(catalogue, id, 'gone'))) throw error;
    }
  }
}

/** Gives the lock back if the work fails. */
async function orElse<T>(free: (() => void) | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    free?.();
    throw error;
  }
}
