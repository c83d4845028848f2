import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fitBgNbd, type BgNbdFit } from '../../../workers/predict/bg-nbd';
import { fitGammaGamma } from '../../../workers/predict/gamma-gamma';
import { distinctHistories } from '../../../workers/predict/histories';
import published from '../../fixtures/published/cdnow.json';
import { hasSharedData, sharedText, SKIPPED } from '../ingest/support';
import { toEnd } from './support';

/** Path of the published sample of every tenth customer (id, id in the sample, date, CDs, dollars), for who has it: the paper's parameters are its. */
const SAMPLE = process.env.CDNOW_SAMPLE ?? '';
const WEEK = 7 * 86_400_000;

/** Repeat purchase days, recency and age in weeks, and mean value of the repeat purchase days, of each customer of lines «id … date CDs dollars». */
function summary(text: string) {
  const customers = new Map<string, Map<number, number>>();
  const end = Date.parse(published.calibrationEnd);
  for (const line of text.split('\n')) {
    const cells = line.trim().split(/\s+/);
    const [date, , dollars] = cells.slice(-3) as [string, string, string];
    if (!/^\d{8}$/.test(date ?? '')) continue;
    const day = Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`);
    if (day > end) continue;
    const days = customers.get(cells[0]!) ?? new Map<number, number>();
    customers.set(cells[0]!, days.set(day, (days.get(day) ?? 0) + Number(dollars)));
  }
  const rows = [...customers.values()].map((days) => {
    const [first, ...repeats] = [...days].sort(([a], [b]) => a - b);
    const last = repeats.at(-1) ?? first!;
    const value = repeats.reduce((sum, [, dollars]) => sum + dollars, 0) / repeats.length;
    return { x: repeats.length, recency: (last[0] - first![0]) / WEEK, age: (end - first![0]) / WEEK, value };
  });
  const column = (name: 'x' | 'recency' | 'age') => rows.map((row) => row[name]);
  const valued = rows.filter(({ x, value }) => x > 0 && value > 0);
  return { histories: { x: column('x'), recency: column('recency'), age: column('age') }, valued };
}

function isThat(fit: BgNbdFit, parameters: { r: number; alpha: number; a: number; b: number }, digits: number) {
  expect(fit.converged).toBe(true);
  for (const name of ['r', 'alpha', 'a', 'b'] as const) expect(fit[name], name).toBeCloseTo(parameters[name], digits);
}

describe.skipIf(!hasSharedData)(`CDNOW, all customers (${SKIPPED})`, () => {
  const { cohort } = published;

  it('has the parameters and the log-likelihood that another implementation finds', { timeout: 60_000 }, () => {
    const { histories } = summary(sharedText('cdnow.txt'));
    expect(histories.x).toHaveLength(cohort.customers);
    const fit = toEnd(fitBgNbd(distinctHistories(histories)));
    isThat(fit, cohort.parameters, 2);
    expect(fit.logLikelihood).toBeCloseTo(cohort.logLikelihood, 2);
  });

  it('has values whose parameters another implementation finds', { timeout: 60_000 }, () => {
    const { valued } = summary(sharedText('cdnow.txt'));
    expect(valued).toHaveLength(cohort.repeatBuyers);
    const { x, value } = { x: Float64Array.from(valued, (row) => row.x), value: Float64Array.from(valued, (row) => row.value) };
    const fit = toEnd(fitGammaGamma(x, value));
    for (const name of ['p', 'q', 'gamma'] as const) expect(fit[name] / cohort.value[name], name).toBeCloseTo(1, 2);
    expect(fit.logLikelihood).toBeCloseTo(cohort.valueLogLikelihood, 2);
  });
});

it.skipIf(!existsSync(SAMPLE))('CDNOW, the published sample, has the published parameters (needs CDNOW_SAMPLE)', () => {
  const { paper, valueNote } = published;
  const { histories, valued } = summary(readFileSync(SAMPLE, 'utf8'));
  const fit = toEnd(fitBgNbd(distinctHistories(histories)));
  isThat(fit, paper.parameters, 2);
  expect(fit.logLikelihood).toBeCloseTo(paper.logLikelihood, 1);
  const values = toEnd(
    fitGammaGamma(
      Float64Array.from(valued, (row) => row.x),
      Float64Array.from(valued, (row) => row.value),
    ),
  );
  for (const name of ['p', 'q', 'gamma'] as const) expect(values[name] / valueNote.parameters[name], name).toBeCloseTo(1, 2);
});
