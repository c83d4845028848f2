import { STATE_WORDS, STATUS, WORKGROUP } from './kmeans.wgsl';
import type { KMeansPipelines, PassName } from './kmeans-pipelines';
import { download, largestBuffer, upload } from './gpu-rows';
import type { GpuRows } from './gpu-rows';
import { moveWithReseed } from './reseed';

const MAX_LANES = 1024;
/** Iterations between two looks at the state, and multiply-adds that a submission may hold: a device is reset if it is busy for seconds. */
const ITERATIONS_A_LOOK = 8;
const WORK_A_LOOK = 4e9;

export interface LloydProblem {
  readonly rows: GpuRows;
  /** One a row; null: 1 each. */
  readonly weights: Float32Array<ArrayBuffer> | null;
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
export function startsAtOnce(device: GPUDevice, { rows, dims }: GpuRows, k: number): number {
  const perStart = Math.max(4 * rows, 4 * (dims + 2) * k * lanesFor(rows));
  return Math.max(1, Math.min(16, Math.floor(largestBuffer(device) / perStart)));
}

function lanesFor(rows: number): number {
  return Math.min(MAX_LANES, WORKGROUP * Math.ceil(rows / (WORKGROUP * WORKGROUP)));
}

/** Lloyd's iterations on the device from several starts side by side. */
export class LloydRun {
  private readonly centres: GPUBuffer;
  private readonly labels: GPUBuffer;
  private readonly squares: GPUBuffer;
  private readonly partials: GPUBuffer;
  private readonly sums: GPUBuffer;
  private readonly state: GPUBuffer;
  private readonly weights: GPUBuffer;
  private readonly params: GPUBuffer[];
  private readonly groups: GPUBindGroup[];
  private readonly lanes: number;
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
    this.problems = starts.length;
    this.lanes = lanesFor(rows);
    this.cells = (dims + 2) * k;
    const transposed = new Float32Array(this.problems * dims * k);
    starts.forEach((start, p) => transposed.set(transpose(start, k, dims), p * dims * k));
    const create = (words: number): GPUBuffer =>
      device.createBuffer({ size: 4 * words, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST });
    this.centres = upload(device, transposed);
    this.labels = create(this.problems * rows);
    this.squares = create(this.problems * rows);
    this.partials = create(this.problems * this.cells * this.lanes);
    this.sums = create(this.problems * this.cells);
    this.state = create(this.problems * STATE_WORDS);
    this.weights = weights === null ? matrix.ones : upload(device, weights);
    this.params = chunks.map((chunk, index) => {
      const words = new Uint32Array([chunk.rows, chunk.offset, dims, this.lanes, rows, index === 0 ? 1 : 0, maxIterations, 0]);
      new Float32Array(words.buffer)[7] = threshold;
      const buffer = device.createBuffer({ size: words.byteLength, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
      device.queue.writeBuffer(buffer, 0, words);
      return buffer;
    });
    this.groups = chunks.map((chunk, index) =>
      device.createBindGroup({
        layout: pipelines.layout,
        entries: [
          this.params[index]!,
          chunk.buffer,
          this.weights,
          this.centres,
          this.labels,
          this.squares,
          this.partials,
          this.sums,
          this.state,
        ].map((buffer, binding) => ({ binding, resource: { buffer } })),
      }),
    );
  }

  /** Iterates every start to its end. `checkIn` is awaited between submissions, and may throw to stop. */
  async run(checkIn: () => Promise<void>): Promise<LloydOutcome[]> {
    const { rows, k } = this.problem;
    const work = rows.rows * rows.dims * k * this.problems * 3;
    const iterations = Math.max(1, Math.min(ITERATIONS_A_LOOK, Math.floor(WORK_A_LOOK / work)));
    for (;;) {
      this.submit(iterations, ['assign', 'accumulate', 'reduce', 'settle']);
      const state = await this.readState();
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
    for (const buffer of [this.centres, this.labels, this.squares, this.partials, this.sums, this.state, ...this.params]) buffer.destroy();
    if (this.problem.weights !== null) this.weights.destroy();
  }

  private submit(iterations: number, passes: readonly PassName[]): void {
    const { chunks, dims } = this.problem.rows;
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let i = 0; i < iterations; i++) {
      for (const name of passes) {
        pass.setPipeline(this.pipelines.passes[name]);
        // The last two look at no rows, so that one chunk's parameters serve.
        const groups = name === 'assign' || name === 'accumulate' ? this.groups : this.groups.slice(0, 1);
        groups.forEach((group, index) => {
          pass.setBindGroup(0, group);
          if (name === 'assign') pass.dispatchWorkgroups(Math.ceil(chunks[index]!.rows / WORKGROUP), 1, this.problems);
          else if (name === 'accumulate') pass.dispatchWorkgroups(Math.ceil(this.lanes / WORKGROUP), dims + 2, this.problems);
          else if (name === 'reduce') pass.dispatchWorkgroups(Math.ceil(this.cells / WORKGROUP), 1, this.problems);
          else pass.dispatchWorkgroups(1, 1, this.problems);
        });
      }
    }
    pass.end();
    this.device.queue.submit([encoder.finish()]);
  }

  private async readState(): Promise<Uint32Array> {
    return new Uint32Array(await download(this.device, this.state, 0, 4 * STATE_WORDS * this.problems));
  }

  /** Does on the processor the move that found an empty cluster; true if the start has iterations left. */
  private async reseed(p: number, state: Uint32Array): Promise<boolean> {
    const { rows: matrix, k, data, weights, threshold, maxIterations } = this.problem;
    const { rows, dims } = matrix;
    const bytes = 4 * dims * k;
    const floats = async (buffer: GPUBuffer, words: number): Promise<Float32Array<ArrayBuffer>> =>
      new Float32Array(await download(this.device, buffer, 4 * words * p, 4 * words));
    const sums = await floats(this.sums, this.cells);
    const centres = await floats(this.centres, dims * k);
    const squares = await floats(this.squares, rows);
    const labels = await this.readLabels(p);
    const shift = moveWithReseed({ data, weights, dims, k, labels, squares, sums, centres });
    const at = p * STATE_WORDS;
    const iterations = state[at + 1]! + 1;
    state[at] = shift <= threshold || iterations >= maxIterations ? STATUS.done : STATUS.running;
    state[at + 1] = iterations;
    this.device.queue.writeBuffer(this.centres, p * bytes, centres);
    this.device.queue.writeBuffer(this.state, 4 * at, new Uint32Array([state[at]!, iterations]));
    return state[at] === STATUS.running;
  }

  /** Assigns to the centres as they ended, and reads them with their inertia. */
  private async finish(state: Uint32Array): Promise<LloydOutcome[]> {
    const { rows, k } = this.problem;
    this.device.queue.writeBuffer(this.state, 0, new Uint32Array(STATE_WORDS * this.problems));
    this.submit(1, ['assign', 'accumulate', 'reduce']);
    const sums = new Float32Array(await download(this.device, this.sums, 0, 4 * this.cells * this.problems));
    const centres = new Float32Array(await download(this.device, this.centres, 0, 4 * rows.dims * k * this.problems));
    return Array.from({ length: this.problems }, (_, p) => {
      let inertia = 0;
      for (let j = 0; j < k; j++) inertia += sums[p * this.cells + (rows.dims + 1) * k + j]!;
      const own = centres.slice(p * rows.dims * k, (p + 1) * rows.dims * k);
      return { centres: transpose(own, rows.dims, k), inertia, iterations: state[p * STATE_WORDS + 1]! };
    });
  }
}

function transpose(values: Float32Array, height: number, width: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let i = 0; i < height; i++) for (let j = 0; j < width; j++) turned[j * height + i] = values[i * width + j]!;
  return turned;
}
