import { SCENARIOS, type Scenario } from '../fixtures/planted-shop';
import { driftRun, type DriftRun } from './drift-run';
import { driftTable } from './drift-table';

/** With `--part i/n`: every n-th run from the i-th, seed after seed, one JSON a line. With `--table`: the table of such lines on standard input. */
const [mode, part, seeds, only] = process.argv.slice(2);

if (mode === '--part') {
  const [i, n] = part!.split('/').map(Number);
  const scenarios = only ? (only.split(',') as Scenario[]) : SCENARIOS;
  const [last, first = '1'] = seeds!.split('-').reverse();
  const count = Number(last) - Number(first) + 1;
  const all = Array.from({ length: count }, (_, s) => s + Number(first)).flatMap((seed) =>
    scenarios.map((scenario) => ({ scenario, seed })),
  );
  for (let r = i!; r < all.length; r += n!) {
    const { scenario, seed } = all[r]!;
    process.stdout.write(`${JSON.stringify(await driftRun(scenario, seed))}\n`);
  }
} else {
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  const runs = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as DriftRun);
  const order = (run: DriftRun) => SCENARIOS.indexOf(run.scenario) * 1e6 + run.seed;
  console.log(driftTable(runs.sort((a, b) => order(a) - order(b))));
}
