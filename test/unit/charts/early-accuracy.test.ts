import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChartLook } from '../../../src/charts/base-option';
import { earlyAccuracyOption } from '../../../src/charts/early-accuracy';
import { formatFor } from '../../../src/i18n/make-format';
import { THEME } from './support';

const LOOK: ChartLook = { theme: THEME, format: formatFor('en'), width: 600, height: 300 };
const WORDS = { events: 'E', right: 'R', users: 'U', interval: 'I', network: 'N', baselines: ['M', 'C'], wanted: 'W' };
const share = fc.double({ min: 0, max: 1, noNaN: true });
const reading = fc.tuple(share, share, share, share, share).map(([a, b, c, majority, counts]) => {
  const [low, value, high] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
  return { events: 5, users: 30, accuracy: { low, value, high }, baselines: [majority, counts] };
});

test('the chart of placing has the network within its interval, its baselines and what is wanted, whatever the shares', () => {
  fc.assert(
    fc.property(fc.array(reading, { minLength: 1, maxLength: 8 }), (readings) => {
      const { series } = earlyAccuracyOption({ readings, wanted: 0.8 }, WORDS, LOOK) as { series: Record<string, unknown>[] };
      const [low, band, network, ...baselines] = series;
      readings.forEach(({ accuracy }, i) => {
        const [from, height] = [low, band].map((one) => (one!['data'] as number[])[i]!);
        expect(from).toBe(accuracy.low);
        expect(from! + height!).toBeCloseTo(accuracy.high, 12);
        expect((network!['data'] as number[])[i]).toBe(accuracy.value);
        expect(baselines.map((one) => (one['data'] as number[])[i])).toEqual(readings[i]!.baselines);
      });
      expect(network!['markLine']).toMatchObject({ data: [{ yAxis: 0.8 }], label: { formatter: 'W' } });
      expect(series.slice(2).map(({ name }) => name)).toEqual(['N', 'M', 'C']);
      // Names at the ends stay readable: no two on the same line.
      const last = readings.at(-1)!;
      const at = [last.accuracy.value, ...last.baselines].map((value, i) => {
        const { offset } = series[2 + i]!['endLabel'] as { offset: [number, number] };
        return (LOOK.height - 78) * (1 - value) + offset[1];
      });
      at.forEach((y, i) => at.slice(i + 1).forEach((other) => expect(Math.abs(y - other)).toBeGreaterThan(12)));
    }),
  );
});
