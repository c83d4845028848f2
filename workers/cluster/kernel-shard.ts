import type { Centres } from './centres';
import { roomFor, type LloydKernel } from './lloyd-kernel';
import { BLOCK_ROWS, blocksOf, doubtOf, LloydShard, type WeightedRows } from './lloyd-shard';

const LANES = 4;
/** Its square is beyond single precision. */
const NOWHERE = 1e38;

/**
 * The same in a kernel: Hamerly's bounds, and all distances of a row at once in single precision where they say nothing; in double precision where those
 * are too near to each other to be told apart. Labels and sums are those of `BoundedShard`.
 */
export class KernelShard extends LloydShard {
  protected readonly labels: Int32Array;
  protected readonly upper: Float64Array;
  protected readonly second: Float64Array;
  protected readonly sums: readonly Float64Array[];
  private readonly centres: Float64Array;
  /** dims × lanes. */
  private readonly singles: Float32Array;
  private readonly path: Float64Array;
  private readonly longest: Float64Array;
  private readonly moat: Float64Array;
  private assigned = false;

  /** Takes the kernel over. @throws RangeError where memory is short */
  constructor(
    private readonly kernel: LloydKernel,
    points: WeightedRows,
    k: number,
  ) {
    super(points, k);
    const { data, rows, dims, weights } = points;
    const lanes = LANES * Math.ceil(k / LANES);
    const blocks = blocksOf(rows);
    const cells = k * (dims + 1);
    const each = 4 * (dims + (weights === null ? 0 : 1) + 1) + 16;
    kernel.clear(rows * each + roomFor(8 * cells) * blocks + 8 * k * (dims + 3) + 4 * lanes * dims + 16 * 16);
    const rowsOf = kernel.singles(rows * dims);
    rowsOf.set(data.subarray(0, rows * dims));
    const weightsOf = weights === null ? null : kernel.singles(rows);
    weightsOf?.set(weights!.subarray(0, rows));
    this.labels = kernel.words(rows);
    this.upper = kernel.doubles(rows);
    this.second = kernel.doubles(rows);
    this.centres = kernel.doubles(k * dims);
    this.singles = kernel.singles(dims * lanes).fill(NOWHERE);
    this.path = kernel.doubles(k);
    this.longest = kernel.doubles(k);
    this.moat = kernel.doubles(k);
    this.sums = Array.from({ length: blocks }, () => kernel.doubles(cells).fill(0));
    kernel.run.place(
      dims,
      k,
      rowsOf.byteOffset,
      weightsOf?.byteOffset ?? 0,
      this.labels.byteOffset,
      this.upper.byteOffset,
      this.second.byteOffset,
      this.centres.byteOffset,
      lanes,
      this.singles.byteOffset,
      this.path.byteOffset,
      this.longest.byteOffset,
      this.moat.byteOffset,
    );
  }

  protected assign(centres: Centres): number {
    const { at, path, longest, moat } = centres;
    const doubt = doubtOf(centres);
    const { rows, dims } = this.points;
    const { k, kernel } = this;
    const lanes = this.singles.length / dims;
    this.centres.set(at);
    this.path.set(path);
    this.longest.set(longest);
    this.moat.set(moat);
    let reach = 0;
    for (let j = 0; j < k; j++) {
      let square = 0;
      for (let d = 0; d < dims; d++) {
        const value = at[j * dims + d]!;
        this.singles[d * lanes + j] = value;
        square += value * value;
      }
      reach = Math.max(reach, Math.sqrt(square));
    }
    let changes = 0;
    this.sums.forEach((sums, block) => {
      const from = block * BLOCK_ROWS;
      changes += kernel.run.assign(!this.assigned, from, Math.min(rows, from + BLOCK_ROWS), sums.byteOffset, reach, doubt);
    });
    this.assigned = true;
    return changes;
  }
}
