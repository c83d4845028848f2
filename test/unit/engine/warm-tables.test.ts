import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { tableWorker } from '../../../workers/engine/table-pool';
import { fileSet } from '../../../workers/protocol/file-set';
import { PortWorker } from '../../fixtures/port-worker';
import { csv, engineOn, fileOf, MAPPING, shopLines, value } from './engine';
import { CLEANING } from '../ingest/support';

const LARGE = 5 << 20;
const rows = (line: string) => `user,time,event\n${line.repeat(Math.ceil(LARGE / line.length))}`;
const plain = rows('u1,2024-01-01,view\nu2,2024-01-02,buy\n');
const utf16 = new Uint8Array(Buffer.from(`\uFEFF${plain}`, 'utf16le'));
const stored = new Uint8Array(gzipSync(plain, { level: 0 }));
const jsonl = '{"user":"u1","time":"2024-01-01"}\n'.repeat(LARGE / 30);

describe('workers that read ranges', () => {
  const startedBy = async (call: 'preview' | 'look', content: string | Uint8Array<ArrayBuffer>, name = 'a.csv') => {
    let started = 0;
    const engine = engineOn(null, () => {
      started++;
      return new PortWorker(tableWorker()).asWorker();
    });
    const file = new File([content], name);
    if (call === 'preview') await value(engine.preview('p', file));
    else {
      await value(engine.read('r', fileOf('open.csv', csv(shopLines([0, 9], [0, 9]))), MAPPING, CLEANING, () => undefined));
      await value(engine.look('p', file));
    }
    return started;
  };

  it('start with the preview of a large text, which will be cut', async () => {
    expect(await startedBy('preview', plain)).toBe(1);
  });

  it('do not start for what is read in one piece, or for a mere look', async () => {
    for (const content of [plain.slice(0, 1 << 20), utf16, stored, jsonl]) expect(await startedBy('preview', content)).toBe(0);
    expect(await startedBy('look', plain)).toBe(0);
    const set = fileSet([new File([plain], 'a.csv'), new File([plain], 'b.csv')]);
    expect(await startedBy('preview', new Uint8Array(await set.arrayBuffer()))).toBe(0);
  });
});
