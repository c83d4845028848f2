import type { History, VersionInfo } from '../protocol/workspace';
import { stepOf, type Opened, type RunState } from './run';

/** Results that are held: each has its events, features and windows. */
const MOST = 3;

interface Held {
  readonly id: string;
  readonly opened: Opened;
  readonly run: RunState;
  /** The one that was current when it was made. */
  readonly parent: string | null;
}

/** The results of a workspace that cannot be kept, so that undo goes back in it too. It lasts as long as the tab. */
export class MemoryHistory {
  #versions: Held[] = [];
  #current: string | null = null;
  #serial = 0;

  /** What the device holds by now: going back to anything before it is the device's own affair. */
  kept(opened: Opened, run: RunState | null): void {
    this.clear();
    if (run) this.add(opened, run);
  }

  /** A result that the device does not hold. Another k or other windows replace the one that they were made from. */
  add(opened: Opened, run: RunState): void {
    // Another file is another workspace.
    if (this.#versions.some((version) => version.opened.file !== opened.file)) this.clear();
    const at = this.#versions.findIndex((version) => stepOf(version.run).at === stepOf(run).at);
    if (at >= 0) {
      this.#versions[at] = { ...this.#versions[at]!, opened, run };
      this.#current = this.#versions[at]!.id;
      return;
    }
    const id = `memory-${++this.#serial}`;
    this.#versions = [...this.#versions, { id, opened, run, parent: this.#current }].slice(-MOST);
    this.#current = id;
  }

  find(id: string): { readonly opened: Opened; readonly run: RunState; readonly history: History } | null {
    const found = this.#versions.find((version) => version.id === id);
    if (!found) return null;
    this.#current = id;
    return { opened: found.opened, run: found.run, history: this.view() };
  }

  /** @param drafted a file has been read since and not built: undo goes back to the result */
  view(drafted = false): History {
    const known = (id: string | null | undefined) => (this.#versions.some((version) => version.id === id) ? id! : null);
    const current = this.#versions.find(({ id }) => id === this.#current);
    return {
      versions: this.#versions.map(infoOf),
      current: drafted ? null : this.#current,
      undo: drafted ? this.#current : known(current?.parent),
    };
  }

  clear(): void {
    this.#versions = [];
    this.#current = null;
  }
}

function infoOf({ id, opened, run }: Held): VersionInfo {
  const { events } = opened.ingested;
  const files = [opened.file, ...opened.appended.map(({ file }) => file)].map(({ name }) => name);
  return { id, ...stepOf(run), events: events.rows, users: events.users, segments: run.segmentation.k, files };
}
