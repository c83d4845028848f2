import { FEATURES, type Contender, type UserFeatures } from './contender';
import { duckdb } from './duckdb';
import { plain, tuned, typedOnly } from './queries';
import { shoal } from './shoal';

declare global {
  interface Window {
    /** Starts a contender, which may get ready with a small file of the layout; then a file may be chosen. */
    prepare(name: string, small: string): Promise<void>;
    /** Seconds from choosing the file to the features of every user on the page. */
    finished(): Promise<number>;
    users(): number;
    /** The features of users [from, to) as text, a line a user: its id and 17 figures. */
    features(from: number, to: number): string;
  }
}

const CONTENDERS: Readonly<Record<string, () => Contender>> = {
  shoal: () => shoal(true),
  'shoal-cold': () => shoal(false),
  plain: () => duckdb(plain),
  typed: () => duckdb(typedOnly(false)),
  tuned: () => duckdb(tuned(false)),
  'tuned-quoted': () => duckdb(tuned(true)),
  'tuned-quoted-warmed': () => duckdb(tuned(true), true),
  'plain-warmed': () => duckdb(plain, true),
  'tuned-warmed': () => duckdb(tuned(false), true),
};

let result: UserFeatures;
let done: Promise<number>;

window.prepare = async (name, small) => {
  const contender = CONTENDERS[name]!();
  await contender.prepare(small);
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
window.users = () => result.userIds.length;
window.features = (from, to) => {
  const { userIds, values } = result;
  const figures = (user: number) => values.subarray(user * FEATURES.length, (user + 1) * FEATURES.length).join(' ');
  return userIds
    .slice(from, to)
    .map((id, i) => `${id} ${figures(from + i)}`)
    .join('\n');
};
