import { download, largestBuffer, uploadWeights } from './gpu-rows';
import type { GpuRows } from './gpu-rows';
import type { KMeansPipelines } from './kmeans-pipelines';
import { groupsFor, kmeansShape } from './kmeans-shape';
import { CELLS_A_GROUP, FEW, FLAGS, STATE_WORDS, STATUS } from './kmeans.wgsl';
import { moveWithReseed } from './reseed';

/** Iterations, and multiply-adds, that the first submission may hold: a device is reset if it is busy for seconds. */
const ITERATIONS_AT_FIRST = 16;
const WORK_AT_FIRST = 4e9;
/** Milliseconds that later ones are made to last: long beside the reading of the state, short for who wants to stop. */
const MS_A_LOOK = 30;

export interface LloydProblem {
  readonly rows: GpuRows;
  /** One a row; null: 1 each. */
  readonly weights: Float32Array | null;
  readonly k: number;
  /** Rows × dims, row-major: for the rare step that re-seeds an empty cluster. */
  readonly data: Float32Array;
  readonly threshold: number;
  readonly maxIterations: number;
}

export interface LloydOutcome {
  /** k × dims, row-major. */
  readonly centres: Float32Array;
  readonly inertia: number;
  readonly iterations: number;
}

/** How many starts one run can take at once within the device's limits. */
export function startsAtOnce(device: GPUDevice, matrix: GpuRows, k: number): number {
  const { cells, groups } = sharedOut(device, matrix, k);
  const perStart = 4 * Math.max(matrix.rows, cells * groups.reduce((sum, count) => sum + count, 0));
  return Math.max(1, Math.min(16, Math.floor(largestBuffer(device) / perStart)));
}

/** Sums of a problem, and the workgroups that go over each chunk of the rows. */
function sharedOut(device: GPUDevice, { chunks, dims }: GpuRows, k: number): { cells: number; groups: number[] } {
  const shape = kmeansShape(k, dims);
  const lots = chunks.map(({ rows }) => rows);
  return { cells: shape.cells, groups: groupsFor(lots, shape, largestBuffer(device)) };
}

/** Lloyd's iterations on the device from several starts side by side. */
export class LloydRun {
  private readonly centres: GPUBuffer;
  private readonly labels: GPUBuffer;
  private readonly squares: GPUBuffer;
  private readonly partials: GPUBuffer;
  private readonly sums: GPUBuffer;
  private readonly state: GPUBuffer;
  private readonly weights: GPUBuffer | null;
  /** Of every chunk and of all of them, and what else is freed with the run. */
  private readonly params: GPUBuffer[] = [];
  /** By chunk, for iterations and for the pass that keeps labels and squares. */
  private readonly assigning: { readonly groups: number; readonly moving: GPUBindGroup; readonly keeping: GPUBindGroup }[];
  private readonly settling: GPUBindGroup;
  private readonly reduce: 'reduceFew' | 'reduceMany';
  private readonly cells: number;
  private readonly problems: number;

  /** @param starts centres to begin from, each k × dims, row-major */
  constructor(
    private readonly device: GPUDevice,
    private readonly pipelines: KMeansPipelines,
    private readonly problem: LloydProblem,
    starts: readonly Float32Array[],
  ) {
    const { rows: matrix, weights, k, threshold, maxIterations } = problem;
    const { rows, dims, chunks } = matrix;
    const { cells, groups } = sharedOut(device, matrix, k);
    const allGroups = groups.reduce((sum, count) => sum + count, 0);
    this.problems = starts.length;
    this.reduce = allGroups > FEW ? 'reduceMany' : 'reduceFew';
    this.cells = cells;
    const create = (words: number): GPUBuffer =>
      device.createBuffer({ size: 4 * words, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST });
    this.centres = create(this.problems * this.centreWords);
    starts.forEach((start, p) => this.writeCentres(p, transpose(start, k, dims)));
    this.labels = create(this.problems * rows);
    this.squares = create(this.problems * rows);
    this.partials = create(this.problems * cells * allGroups);
    this.sums = create(this.problems * cells);
    this.state = create(this.problems * STATE_WORDS);
    this.weights = weights === null ? null : uploadWeights(device, weights);
    const { layouts } = pipelines;
    const bind = (layout: GPUBindGroupLayout, buffers: readonly GPUBuffer[]): GPUBindGroup =>
      device.createBindGroup({ layout, entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })) });
    let firstGroup = 0;
    this.assigning = chunks.map((chunk, index) => {
      const bound = (keep: number): GPUBindGroup => {
        const flags = (weights === null ? 0 : FLAGS.weighted) | keep;
        const own = [chunk.rows, chunk.offset, Math.ceil(chunk.rows / 2), rows, groups[index]!, firstGroup, allGroups, flags];
        return bind(layouts.assign, [
          this.uniform(Uint32Array.from(own)),
          chunk.buffer,
          // Something must be bound; without weights it is not looked at.
          this.weights ?? chunk.buffer,
          this.centres,
          this.state,
          this.labels,
          this.squares,
          this.partials,
        ]);
      };
      const passes = { groups: groups[index]!, moving: bound(0), keeping: bound(FLAGS.keep) };
      firstGroup += groups[index]!;
      return passes;
    });
    const ends = new Uint32Array([allGroups, maxIterations, 0, 0]);
    new Float32Array(ends.buffer)[2] = threshold;
    this.settling = bind(layouts.settle, [this.uniform(ends), this.partials, this.sums, this.centres, this.state]);
  }

  /** Iterates every start to its end. `checkIn` is awaited between submissions, and may throw to stop. */
  async run(checkIn: () => Promise<void>): Promise<LloydOutcome[]> {
    const { rows, k, maxIterations } = this.problem;
    const work = rows.rows * rows.dims * k * this.problems * 3;
    let iterations = Math.min(ITERATIONS_AT_FIRST, Math.floor(WORK_AT_FIRST / work));
    for (;;) {
      iterations = Math.max(1, Math.min(maxIterations, iterations));
      const began = performance.now();
      this.submit(iterations, (encoder) => this.encodeIteration(encoder));
      const state = await this.readState();
      // How many go into a submission changes nothing in what they come to: a start that has ended is left alone.
      iterations = Math.round(iterations * Math.max(0.5, Math.min(2, MS_A_LOOK / (performance.now() - began))));
      await checkIn();
      const status = (p: number): number => state[p * STATE_WORDS]!;
      let running = false;
      for (let p = 0; p < this.problems; p++) {
        if (status(p) === STATUS.empty) running = (await this.reseed(p, state)) || running;
        if (status(p) === STATUS.running) running = true;
      }
      if (!running) return this.finish(state);
    }
  }

  /** Labels of one start after {@link run}. */
  async readLabels(start: number): Promise<Int32Array> {
    const bytes = 4 * this.problem.rows.rows;
    return new Int32Array(await download(this.device, this.labels, start * bytes, bytes));
  }

  dispose(): void {
    const { centres, labels, squares, partials, sums, state, weights, params } = this;
    for (const buffer of [centres, labels, squares, partials, sums, state, ...params]) buffer.destroy();
    weights?.destroy();
  }

  /** Words of one problem's centres as the device has them: dims × k, filled up to whole vectors. */
  private get centreWords(): number {
    return this.problem.rows.dims * this.pipelines.shape.paddedK;
  }

  private uniform(words: Uint32Array<ArrayBuffer>): GPUBuffer {
    const buffer = this.device.createBuffer({ size: words.byteLength, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
    this.device.queue.writeBuffer(buffer, 0, words);
    this.params.push(buffer);
    return buffer;
  }

  private submit(times: number, encode: (pass: GPUComputePassEncoder) => void): void {
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let i = 0; i < times; i++) encode(pass);
    pass.end();
    this.device.queue.submit([encoder.finish()]);
  }

  private encodeIteration(pass: GPUComputePassEncoder): void {
    this.encodeAssign(pass, 'moving');
    this.encodeReduce(pass);
    pass.setPipeline(this.pipelines.passes.settle);
    pass.dispatchWorkgroups(this.problems);
  }

  private encodeAssign(pass: GPUComputePassEncoder, what: 'moving' | 'keeping'): void {
    pass.setPipeline(this.pipelines.passes.assign);
    for (const { groups, [what]: bound } of this.assigning) {
      pass.setBindGroup(0, bound);
      pass.dispatchWorkgroups(this.problems, groups, this.pipelines.shape.blocks);
    }
  }

  private encodeReduce(pass: GPUComputePassEncoder): void {
    pass.setPipeline(this.pipelines.passes[this.reduce]);
    pass.setBindGroup(0, this.settling);
    pass.dispatchWorkgroups(this.problems, Math.ceil(this.cells / CELLS_A_GROUP[this.reduce]));
  }

  private writeCentres(p: number, centres: Float32Array): void {
    const { k, paddedK } = this.pipelines.shape;
    const padded = widened(centres, k, paddedK);
    this.device.queue.writeBuffer(this.centres, 4 * p * this.centreWords, padded);
  }

  private async readState(): Promise<Uint32Array> {
    return new Uint32Array(await download(this.device, this.state, 0, 4 * STATE_WORDS * this.problems));
  }

  /** Does on the processor the move that found an empty cluster; true if the start has iterations left. */
  private async reseed(p: number, state: Uint32Array): Promise<boolean> {
    const { rows: matrix, k, data, weights, threshold, maxIterations } = this.problem;
    const { rows, dims } = matrix;
    const { paddedK } = this.pipelines.shape;
    const floats = async (buffer: GPUBuffer, words: number): Promise<Float32Array<ArrayBuffer>> =>
      new Float32Array(await download(this.device, buffer, 4 * words * p, 4 * words));
    const at = p * STATE_WORDS;
    const iterations = state[at + 1]! + 1;
    // Iterations keep no labels: the rows are assigned to the unmoved centres once more, by which the other starts are not changed.
    this.device.queue.writeBuffer(this.state, 4 * at, new Uint32Array([STATUS.running, iterations]));
    this.submit(1, (pass) => this.encodeAssign(pass, 'keeping'));
    const sums = await floats(this.sums, this.cells);
    const centres = widened(await floats(this.centres, this.centreWords), paddedK, k);
    const squares = await floats(this.squares, rows);
    const labels = await this.readLabels(p);
    const shift = moveWithReseed({ data, weights, dims, k, labels, squares, sums, centres });
    state[at] = shift <= threshold || iterations >= maxIterations ? STATUS.done : STATUS.running;
    state[at + 1] = iterations;
    this.writeCentres(p, centres);
    this.device.queue.writeBuffer(this.state, 4 * at, new Uint32Array([state[at]!, iterations]));
    return state[at] === STATUS.running;
  }

  /** Assigns to the centres as they ended, and reads them with their inertia. */
  private async finish(state: Uint32Array): Promise<LloydOutcome[]> {
    const { rows, k } = this.problem;
    const { paddedK } = this.pipelines.shape;
    this.device.queue.writeBuffer(this.state, 0, new Uint32Array(STATE_WORDS * this.problems));
    this.submit(1, (pass) => {
      this.encodeAssign(pass, 'keeping');
      this.encodeReduce(pass);
    });
    const sums = new Float32Array(await download(this.device, this.sums, 0, 4 * this.cells * this.problems));
    const centres = new Float32Array(await download(this.device, this.centres, 0, 4 * this.centreWords * this.problems));
    return Array.from({ length: this.problems }, (_, p) => {
      let inertia = 0;
      for (let j = 0; j < k; j++) inertia += sums[p * this.cells + (rows.dims + 1) * k + j]!;
      const own = widened(centres.subarray(p * this.centreWords, (p + 1) * this.centreWords), paddedK, k);
      return { centres: transpose(own, rows.dims, k), inertia, iterations: state[p * STATE_WORDS + 1]! };
    });
  }
}

/** The same rows with another width: cut, or filled up with zeros. */
function widened(values: Float32Array, from: number, to: number): Float32Array<ArrayBuffer> {
  const other = new Float32Array((values.length / from) * to);
  for (let at = 0, into = 0; at < values.length; at += from, into += to) other.set(values.subarray(at, at + Math.min(from, to)), into);
  return other;
}

function transpose(values: Float32Array, height: number, width: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let i = 0; i < height; i++) for (let j = 0; j < width; j++) turned[j * height + i] = values[i * width + j]!;
  return turned;
}
