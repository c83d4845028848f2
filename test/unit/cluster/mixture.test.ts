import { describe, expect, it } from 'vitest';
import { fitMixture, memberships } from '../../../workers/cluster/mixture';
import { random } from '../../../workers/math/random';
import { adjustedRand, blobs } from '../../fixtures/blobs';

/** Log density of a Gaussian in two dimensions, from the textbook formula. */
function density(x: readonly number[], mean: readonly number[], [a, b, c]: readonly [number, number, number]): number {
  const det = a * c - b * b;
  const [u, v] = [x[0]! - mean[0]!, x[1]! - mean[1]!];
  return Math.exp(-(c * u * u - 2 * b * u * v + a * v * v) / det / 2) / (2 * Math.PI * Math.sqrt(det));
}

describe('a mixture of Gaussians', () => {
  it('of one component has the mean and the covariance of the rows, and their likelihood', () => {
    const rng = random(3);
    const rows = Array.from({ length: 500 }, () => {
      const [x, y] = [rng.normal(), rng.normal()];
      return [3 + 2 * x, 1 + x + 0.5 * y];
    });
    const weights = Float32Array.from(rows, () => 1 + rng.int(3));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const data = Float32Array.from(rows.flat());
    const at = (row: number, d: number) => data[2 * row + d]!;
    const mean = [0, 1].map((d) => rows.reduce((sum, _, row) => sum + weights[row]! * at(row, d), 0) / total);
    const covariance = (d: number, e: number) =>
      rows.reduce((sum, _, row) => sum + weights[row]! * (at(row, d) - mean[d]!) * (at(row, e) - mean[e]!), 0) / total +
      (d === e ? 1e-6 : 0);
    const shape = [covariance(0, 0), covariance(0, 1), covariance(1, 1)] as const;
    const fitted = fitMixture({ data, rows: rows.length, dims: 2, weights }, new Int32Array(rows.length), 1);
    expect([...fitted.means]).toEqual(mean.map((figure) => expect.closeTo(figure, 9) as number));
    expect([...fitted.shares]).toEqual([expect.closeTo(1, 12)]);
    // The factor is L⁻¹: with it the covariance becomes the identity.
    const [p, , q, r] = fitted.factors as unknown as [number, number, number, number];
    expect(p * p * shape[0]).toBeCloseTo(1, 9);
    expect(p * (q * shape[0] + r * shape[1])).toBeCloseTo(0, 9);
    expect(q * q * shape[0] + 2 * q * r * shape[1] + r * r * shape[2]).toBeCloseTo(1, 9);
    const log = rows.reduce((sum, _, row) => sum + weights[row]! * Math.log(density([at(row, 0), at(row, 1)], mean, shape)), 0) / total;
    expect(fitted.logLikelihood).toBeCloseTo(log, 9);
  });

  it('finds what was mixed, unequal in shape and share, and says how sure it is', () => {
    const rng = random(8);
    const parts = [
      { share: 0.6, mean: [0, 0], shape: [4, 1.5, 1] },
      { share: 0.4, mean: [5, -2], shape: [0.5, 0, 2] },
    ] as const;
    const truth = Int32Array.from({ length: 20_000 }, () => (rng.next() < 0.6 ? 0 : 1));
    const data = Float32Array.from(
      [...truth].flatMap((part) => {
        const { mean, shape } = parts[part]!;
        const [x, y] = [rng.normal(), rng.normal()];
        const l = Math.sqrt(shape[0]);
        return [mean[0] + l * x, mean[1] + (shape[1] / l) * x + Math.sqrt(shape[2] - (shape[1] / l) ** 2) * y];
      }),
    );
    const halves = truth.map((_, row) => (data[2 * row]! < 2.5 ? 0 : 1));
    const fitted = fitMixture({ data, rows: truth.length, dims: 2, weights: null }, halves, 2);
    parts.forEach(({ share, mean }, j) => {
      expect(fitted.shares[j]).toBeCloseTo(share, 1);
      expect(fitted.means[2 * j]).toBeCloseTo(mean[0], 1);
      expect(fitted.means[2 * j + 1]).toBeCloseTo(mean[1], 1);
    });
    const { labels, shares } = memberships(data, truth.length, 2, fitted);
    // Bayes' rule with what was planted, at some rows.
    for (let row = 0; row < 200; row++) {
      const [p, q] = parts.map(({ share, mean, shape }) => share * density([data[2 * row]!, data[2 * row + 1]!], mean, shape)) as [
        number,
        number,
      ];
      expect(Math.abs(shares[2 * row]! - p / (p + q))).toBeLessThan(0.08);
      expect(shares[2 * row]! + shares[2 * row + 1]!).toBeCloseTo(1, 12);
    }
    const right = labels.filter((label, row) => label === truth[row]).length / truth.length;
    expect(right).toBeGreaterThan(0.95);
  });

  it('is as likely as what the rows were drawn from, or more so', () => {
    const planted = blobs({ rows: 3000, dims: 5, count: 4, separation: 3 });
    const { data, rows, dims, truth } = planted;
    const fitted = fitMixture({ data, rows, dims, weights: null }, truth, 4);
    // The mixture of spheres around the means of the true groups, at its shares.
    const sizes = [0, 1, 2, 3].map((label) => truth.filter((one) => one === label).length);
    const means = sizes.map((size, label) =>
      Array.from({ length: dims }, (_, d) => truth.reduce((sum, one, row) => sum + (one === label ? data[row * dims + d]! : 0), 0) / size),
    );
    let log = 0;
    for (let row = 0; row < rows; row++) {
      const densities = means.map((mean, label) => {
        const square = mean.reduce((sum, figure, d) => sum + (data[row * dims + d]! - figure) ** 2, 0);
        return ((sizes[label]! / rows) * Math.exp(-square / 2)) / (2 * Math.PI) ** (dims / 2);
      });
      log += Math.log(densities.reduce((sum, one) => sum + one, 0)) / rows;
    }
    expect(fitted.logLikelihood).toBeGreaterThan(log);
    expect(adjustedRand(memberships(data, rows, dims, fitted).labels, truth)).toBeGreaterThan(0.9);
  });

  it('bears directions without any variance, and a component without rows', () => {
    const data = Float32Array.from({ length: 300 }, (_, at) => (at % 3 === 0 ? Math.floor(at / 3) : at % 3));
    const fitted = fitMixture({ data, rows: 100, dims: 3, weights: null }, new Int32Array(100), 3);
    for (const values of [fitted.shares, fitted.means, fitted.factors])
      for (const value of values) expect(Number.isFinite(value)).toBe(true);
    expect(new Set(memberships(data, 100, 3, fitted).labels)).toEqual(new Set([0]));
  });

  it('counts a row that comes again as often as it comes, whether beside the first or far from it', () => {
    const { data, truth } = blobs({ rows: 400, dims: 3, count: 3, separation: 2, seed: 5 });
    const rng = random(4);
    const drawn = Array.from({ length: 400 }, () => rng.int(400));
    const fitOn = (rows: readonly number[], weights: Float32Array | null = null) =>
      fitMixture(
        { data: Float32Array.from(rows.flatMap((row) => [...data.subarray(3 * row, 3 * row + 3)])), rows: rows.length, dims: 3, weights },
        Int32Array.from(rows, (row) => truth[row]!),
        3,
      );
    const ascending = [...drawn].sort((a, b) => a - b);
    const once = [...new Set(ascending)];
    const weighted = fitOn(
      once,
      Float32Array.from(once, (row) => drawn.filter((one) => one === row).length),
    );
    for (const fitted of [fitOn(ascending), fitOn(drawn)]) {
      expect(fitted.iterations).toBe(weighted.iterations);
      expect(fitted.logLikelihood).toBeCloseTo(weighted.logLikelihood, 9);
      for (const part of ['shares', 'means', 'factors'] as const)
        fitted[part].forEach((figure, at) => expect(figure).toBeCloseTo(weighted[part][at]!, 8));
    }
  });

  it('gives each component the probability that Bayes’ rule gives it, near or far, whichever was the most probable before', () => {
    const rng = random(6);
    const k = 6;
    const means = Array.from({ length: k }, () => [12 * rng.normal(), 12 * rng.normal()]);
    const shape = [2, 0.6, 0.5] as const;
    const l = Math.sqrt(shape[0]);
    const r = Math.sqrt(shape[2] - (shape[1] / l) ** 2);
    const factor = [1 / l, 0, -shape[1] / l / l / r, 1 / r];
    const mixture = {
      k,
      shares: new Float64Array(k).fill(1 / k),
      means: Float64Array.from(means.flat()),
      factors: Float64Array.from(means.flatMap(() => factor)),
    };
    const rows = Array.from({ length: 300 }, (_, row) => means[row % k]!.map((mean) => mean + 4 * rng.normal()));
    const { shares, labels } = memberships(Float32Array.from(rows.flat()), rows.length, 2, mixture);
    rows.forEach((exact, row) => {
      const x = [...Float32Array.from(exact)];
      const joint = means.map((mean) => density(x, mean, shape));
      const sum = joint.reduce((all, part) => all + part, 0);
      joint.forEach((part, j) => expect(shares[row * k + j]).toBeCloseTo(part / sum, 9));
      expect(labels[row]).toBe(joint.indexOf(Math.max(...joint)));
    });
  });
});
