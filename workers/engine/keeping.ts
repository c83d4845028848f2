import type { KeptRead, KeptWorkspace, TableFile } from '../protocol/engine';
import type { History, PageState, StorageTrouble, WorkspaceInfo } from '../protocol/workspace';
import { memoryDevice, troubleOf, Workspaces, type Parts, type SaveAs, type StoredWorkspace } from '../store';
import { MemoryHistory } from './memory-history';
import { compose, decompose } from './persist';
import { stepOf, type Opened, type RunState } from './run';

/** A state of the engine, as it was kept. */
export interface Restored {
  readonly info: WorkspaceInfo;
  readonly page: PageState;
  readonly history: History;
  readonly opened: Opened | null;
  readonly run: RunState | null;
  readonly absent: readonly string[];
  /** What was kept beside the results; null where that has not changed. */
  readonly shelf: Parts | null;
  readonly trouble: StorageTrouble | null;
}

const inMemory = () => new Workspaces(() => Promise.resolve(memoryDevice()));

/** Keeps the engine's state in the open workspace, and brings it back. Where nothing can be kept the work goes on in memory. */
export class Keeping {
  readonly store: Workspaces;
  /** The step by which the result that the open workspace holds came on the screen. */
  #keptRun: number | null = null;
  #keptOpened: Opened | null = null;
  /** Results since the device last held one. */
  readonly #memory = new MemoryHistory();
  /** A `.shoal` file that could not be stored, and why. */
  #loaded: { readonly workspaces: Workspaces; readonly id: string; readonly trouble: StorageTrouble } | null = null;

  constructor(store = new Workspaces()) {
    this.store = store;
  }

  /** Newest first, without those that a tab made and did not come to fill. */
  async list(): Promise<readonly WorkspaceInfo[]> {
    const all = await this.store.list();
    const empty = all.filter(({ id, bytes }) => bytes === 0 && id !== this.store.openId);
    // Not waited for: another tab may be filling it at this moment.
    for (const { id } of empty) this.store.remove(id).catch(() => undefined);
    return all.filter(({ bytes }) => bytes > 0);
  }

  /**
   * In the workspace `into`, or a new one of that name (null). Trouble with the storage is an answer, not an error.
   *
   * @param shelf what to keep beside the results, told what the workspace has there if it was not opened here before
   */
  async keep(
    opened: Opened,
    run: RunState | null,
    into: string | null,
    name: string,
    page: PageState,
    shelf: (found: Parts | null) => Parts,
  ): Promise<KeptWorkspace> {
    let made: string | null = null;
    const own = run?.opened === opened ? run : null;
    let found: Parts | null = null;
    try {
      if (into === null) this.#loaded = null;
      if (into === null || into === this.#loaded?.id) {
        await this.#leave();
        made = (await this.store.create(name)).id;
      } else if (this.store.openId !== into) {
        // The engine is another than the one that opened it, or opening a third one failed.
        await this.#leave();
        found = (await this.store.open(into)).shelf;
      }
      const { info, history } = await this.store.save(
        decompose(opened, own),
        figuresOf(opened, own),
        page,
        this.#as(opened, own),
        shelf(found),
      );
      this.#keptRun = own && stepOf(own).at;
      this.#keptOpened = opened;
      this.#loaded = null;
      this.#memory.kept(opened, own);
      return { info, history, trouble: null };
    } catch (error) {
      if (made !== null) await this.store.remove(made).catch(() => undefined);
      const trouble = troubleOf(error);
      if (trouble === null) throw error;
      if (own) this.#memory.add(opened, own);
      return { info: null, history: this.#memory.view(own === null), trouble };
    }
  }

  async open(id: string): Promise<Restored> {
    const loaded = this.#loaded?.id === id ? this.#loaded : null;
    if (!loaded) {
      const restored = this.#restored(await this.store.open(id));
      this.#loaded = null;
      return restored;
    }
    await this.#leave();
    return { ...this.#restored(await loaded.workspaces.open(id)), trouble: loaded.trouble };
  }

  /** Of what is in memory alone no more than the state is new; the rest of the answer is for the device's own. */
  async goTo(versionId: string): Promise<Pick<Restored, 'opened' | 'run' | 'absent' | 'shelf' | 'history'>> {
    const held = this.#memory.find(versionId);
    if (held) return { ...held, absent: [], shelf: null };
    return this.#restored(await (this.#loaded?.workspaces ?? this.store).goTo(versionId));
  }

  async close(): Promise<void> {
    this.#memory.clear();
    this.#loaded = null;
    await this.#leave();
  }

  save(id: string, signal: AbortSignal): Promise<Blob> {
    return (this.#loaded?.id === id ? this.#loaded.workspaces : this.store).exportFile(id, { signal });
  }

  /** What is in memory as a `.shoal` file. */
  async saveCurrent(opened: Opened, run: RunState | null, name: string, page: PageState, shelf: Parts, signal: AbortSignal): Promise<Blob> {
    const workspaces = inMemory();
    const { id } = await workspaces.create(name);
    const own = run?.opened === opened ? run : null;
    await workspaces.save(decompose(opened, own), figuresOf(opened, own), page, own ? versionOf(opened, own) : 'draft', shelf);
    return workspaces.exportFile(id, { signal });
  }

  /** A workspace from a `.shoal` file: on the device, or in memory where it cannot be stored. */
  async load(file: File, signal: AbortSignal): Promise<WorkspaceInfo> {
    try {
      return await this.store.importFile(file, signal);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === null) throw error;
      const workspaces = inMemory();
      const info = await workspaces.importFile(file, signal);
      this.#loaded = { workspaces, id: info.id, trouble };
      return info;
    }
  }

  async #leave(): Promise<void> {
    this.#keptRun = null;
    this.#keptOpened = null;
    // Where nothing can be kept there is nothing to leave.
    if (this.store.openId !== null) await this.store.close();
  }

  /** Another k or other windows change the version; another build is a version of its own; a file that was read comes before any. */
  #as(opened: Opened, run: RunState | null): SaveAs {
    if (!run) return opened === this.#keptOpened ? 'replace-current' : 'draft';
    return stepOf(run).at === this.#keptRun ? 'replace-current' : versionOf(opened, run);
  }

  #restored(stored: StoredWorkspace): Restored {
    const { info, history, pageState, parts, shelf, trouble } = stored;
    const composed = compose(parts, info.name);
    this.#keptRun = composed?.run ? stepOf(composed.run).at : null;
    this.#keptOpened = composed?.opened ?? null;
    if (composed) this.#memory.kept(composed.opened, composed.run);
    return {
      info,
      history,
      page: pageState,
      opened: composed?.opened ?? null,
      run: composed?.run ?? null,
      absent: composed?.absent ?? [],
      shelf,
      trouble,
    };
  }
}

const versionOf = (opened: Opened, run: RunState): SaveAs => ({ kind: stepOf(run).kind, files: filesOf(opened) });

function figuresOf({ ingested: { events } }: Opened, run: RunState | null) {
  // The rows of a table of users are no events.
  return { events: events.timeless ? 0 : events.rows, users: events.users, segments: run?.segmentation.k ?? 0 };
}

export function filesOf({ file, appended }: Opened): string[] {
  return [file, ...appended.map((later) => later.file)].map(({ name }) => name);
}

export function keptReadView(opened: Opened, absent: readonly string[]): KeptRead {
  const { file, mapping, cleaning, ingested, seconds, joined = [] } = opened;
  return { quality: ingested.quality, seconds, file, mapping, cleaning, files: filesOf(opened), absent, ...tablesOf(joined) };
}

function tablesOf(joined: readonly TableFile[]): Pick<KeptRead, 'joined'> {
  return joined.length > 0 ? { joined: joined.map(({ file, mapping }) => ({ file, mapping })) } : {};
}
