import type { Contender, UserFeatures } from './contender';
import { duckdb } from './duckdb';
import { plain, t1, t2, t3 } from './queries';
import { shoal } from './shoal';

declare global {
  interface Window {
    /** Starts a contender; then a file may be chosen. */
    prepare(name: string): Promise<void>;
    /** Seconds from choosing the file to the features of every user on the page. */
    finished(): Promise<number>;
    /** The features as text, a line a user: its id and 17 figures. */
    features(): string;
  }
}

const CONTENDERS: Readonly<Record<string, () => Contender>> = {
  shoal,
  plain: () => duckdb(plain),
  t1: () => duckdb(t1(false)),
  t2: () => duckdb(t2(false)),
  t3: () => duckdb(t3(false)),
};

let result: UserFeatures;
let done: Promise<number>;

window.prepare = async (name) => {
  const contender = CONTENDERS[name]!();
  await contender.prepare();
  const input = document.querySelector('input')!;
  done = new Promise((resolve, reject) => {
    input.addEventListener('change', () => {
      const start = performance.now();
      contender.run(input.files![0]!).then((features) => {
        result = features;
        resolve((performance.now() - start) / 1000);
      }, reject);
    });
  });
  done.catch(() => undefined);
};
window.finished = () => done;
window.features = () => {
  const width = result.values.length / result.userIds.length;
  return result.userIds.map((id, user) => `${id} ${result.values.subarray(user * width, (user + 1) * width).join(' ')}`).join('\n');
};
