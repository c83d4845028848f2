import { createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import readline from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const shared = path.resolve(root, '../shared');
const cache = path.join(root, '.cache', 'bench');

export const notebook = path.join(shared, 'reference', 'notebook.py');

const FILES = {
  cdnow: 'cdnow.txt',
  'complete-journey': 'complete-journey-transactions.csv.gz',
  ecom: 'ecom.csv.gz',
  'online-retail': 'online-retail.csv.gz',
  'simple-shop': 'simple-shop.csv',
};

/** Paths of files by their names in `../shared/data`, or by their path, parted by commas; says which of them are absent. */
export function filesNamed(names) {
  return names.split(',').flatMap((name) => {
    const file = FILES[name] ? path.join(shared, 'data', FILES[name]) : path.resolve(name);
    if (existsSync(file)) return [file];
    console.log(`${name} was not measured: ${file} is absent.`);
    return [];
  });
}

/** Online Retail unpacked, or null where ../shared/data is absent. */
export async function onlineRetail() {
  const packed = path.join(shared, 'data', 'online-retail.csv.gz');
  if (!existsSync(packed)) return null;
  return cached('online-retail.csv', (target) => pipeline(createReadStream(packed), createGunzip(), createWriteStream(target)));
}

/** The file `times` times over: customer ids + copy·100000, the copy's number in each invoice number, as the notebook does it. */
export function replicated(source, times) {
  return cached(`online-retail-x${times}.csv`, async (target) => {
    const out = createWriteStream(target);
    const write = (text) => (out.write(text) ? undefined : new Promise((resolve) => out.once('drain', resolve)));
    for (let copy = 0; copy < times; copy++) {
      let first = true;
      for await (const line of readline.createInterface({ input: createReadStream(source) })) {
        if (first) {
          first = false;
          if (copy === 0) await write(`${line}\n`);
          continue;
        }
        const invoice = line.replace(/^([A-Z]?)/, `$1${copy + 1}`);
        await write(`${invoice.replace(/,(\d+)\.0,([^,]*)$/, (_, id, country) => `,${Number(id) + copy * 100000}.0,${country}`)}\n`);
      }
    }
    await new Promise((resolve) => out.end(resolve));
  });
}

export async function cached(name, make) {
  mkdirSync(cache, { recursive: true });
  const target = path.join(cache, name);
  if (!existsSync(target)) {
    await make(`${target}.part`);
    await rename(`${target}.part`, target);
  }
  return target;
}
