import { describe, expect, it } from 'vitest';
import { FolderWatch, type Folder } from '../../../src/workbench/folder-watch';

/** A folder whose files the test writes. */
class FakeFolder implements Folder {
  readonly name = 'drop';
  readonly files = new Map<string, File>();
  readable = true;
  #time = 0;

  write(name: string, content: string): void {
    this.files.set(name, new File([content], name, { lastModified: ++this.#time }));
  }

  async *values() {
    await Promise.resolve();
    if (!this.readable) throw new DOMException('denied', 'NotAllowedError');
    for (const [name, file] of this.files) yield { kind: 'file', name, getFile: () => Promise.resolve(file) };
  }
}

async function watching(folder: FakeFolder) {
  const events: string[] = [];
  const state = { ready: true };
  const watch = new FolderWatch(folder, {
    started: (files) => events.push(`started ${files}`),
    ready: () => state.ready,
    arrived: async (file) => void events.push(`${file.name} ${file.size}`),
    lost: () => events.push('lost'),
  });
  await watch.start();
  return { watch, events, state };
}

describe('a watched folder', () => {
  it('leaves what was there, and takes what comes once it has come to rest', async () => {
    const folder = new FakeFolder();
    folder.write('old.csv', 'abc');
    const { watch, events } = await watching(folder);
    folder.write('new.csv', 'a');
    folder.write('notes.txt', 'a');
    await watch.look();
    // Still being written.
    folder.write('new.csv', 'ab');
    await watch.look();
    expect(events).toEqual(['started 1']);
    await watch.look();
    await watch.look();
    expect(events).toEqual(['started 1', 'new.csv 2']);
    folder.write('old.csv', 'abcd');
    await watch.look();
    await watch.look();
    expect(events.at(-1)).toBe('old.csv 4');
    watch.stop();
  });

  it('keeps a file for later while it cannot be taken in', async () => {
    const folder = new FakeFolder();
    const { watch, events, state } = await watching(folder);
    state.ready = false;
    folder.write('new.csv.gz', 'a');
    for (let i = 0; i < 3; i++) await watch.look();
    expect(events).toEqual(['started 0']);
    state.ready = true;
    await watch.look();
    expect(events.at(-1)).toBe('new.csv.gz 1');
    watch.stop();
  });

  it('says once that it can no longer be read, and stops', async () => {
    const folder = new FakeFolder();
    const { watch, events } = await watching(folder);
    folder.readable = false;
    await watch.look();
    folder.readable = true;
    await watch.look();
    expect(events).toEqual(['started 0', 'lost']);
  });
});
