// Lloyd's iterations by the WGSL passes on Dawn, beside a kernel that only reads the same rows: how near to the device's own bandwidth they come.
import { freeRows, uploadRows, type GpuRows } from '../../workers/gpu/gpu-rows';
import { compileKMeans } from '../../workers/gpu/kmeans-pipelines';
import { LloydRun, type LloydOutcome } from '../../workers/gpu/lloyd-run';
import { meanFeatureVariance } from '../../workers/math/kmeans-seeding';
import { codes } from '../fixtures/blobs';
import { findAdapter } from './dawn';
import { startOf } from './kmeans-start';

/** Seconds that a figure is taken over, and how many passes or iterations at most. */
const LONG_ENOUGH = 0.5;
const MOST_TIMES = 20_000;
const RUNS = 3;

const READERS = 256;
/** Vectors of four that a thread reads at least, and workgroups at most. */
const VECTORS_A_READER = 4;
const MOST_READING_GROUPS = 2048;
/** Reads every value once, in the order of memory, and writes a sum a thread. */
const READING = /* wgsl */ `
@group(0) @binding(0) var<storage, read> data: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> sums: array<f32>;
@compute @workgroup_size(${READERS})
fn readRows(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let step = ${READERS}u * groups.x;
  let length = arrayLength(&data);
  var total = vec4f();
  var at = id.x;
  for (; at + 3u * step < length; at += 4u * step) {
    let a = data[at];
    let b = data[at + step];
    let c = data[at + 2u * step];
    let e = data[at + 3u * step];
    total += a + b + c + e;
  }
  for (; at < length; at += step) { total += data[at]; }
  sums[id.x] = dot(total, vec4f(1.0));
}
`;

/** A device with the largest buffers that there are; null, and said why, where there is none. */
async function findDevice(): Promise<{ device: GPUDevice; name: string } | null> {
  const found = await findAdapter();
  if (found === null) return null;
  const { adapter, name } = found;
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
  const device = await adapter.requestDevice({ requiredLimits: { maxStorageBufferBindingSize, maxBufferSize } });
  device.addEventListener('uncapturederror', ({ error }) => {
    console.error(error.message);
    process.exit(1);
  });
  return { device, name };
}

/** Seconds of one of so many that they last long enough, in the best of a few runs. */
async function secondsEach(run: (times: number) => Promise<void>): Promise<number> {
  const timed = async (times: number): Promise<number> => {
    const began = performance.now();
    await run(times);
    return (performance.now() - began) / 1000;
  };
  await run(2);
  let times = 2;
  let best = await timed(times);
  for (; best < LONG_ENOUGH && times < MOST_TIMES; best = await timed(times)) times *= 2;
  for (let i = 1; i < RUNS; i++) best = Math.min(best, await timed(times));
  return best / times;
}

/** Seconds in which a kernel that does nothing else reads the rows. */
async function secondsToRead(device: GPUDevice, { chunks }: GpuRows): Promise<number> {
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: READING }), entryPoint: 'readRows' },
  });
  const sums = device.createBuffer({ size: 4 * READERS * MOST_READING_GROUPS, usage: GPUBufferUsage.STORAGE });
  const reads = chunks.map((chunk) => ({
    groups: Math.max(1, Math.min(MOST_READING_GROUPS, Math.ceil(chunk.buffer.size / (16 * READERS * VECTORS_A_READER)))),
    bound: device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [chunk.buffer, sums].map((buffer, binding) => ({ binding, resource: { buffer } })),
    }),
  }));
  const seconds = await secondsEach(async (times) => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    for (let i = 0; i < times; i++) {
      for (const { groups, bound } of reads) {
        pass.setBindGroup(0, bound);
        pass.dispatchWorkgroups(groups);
      }
    }
    pass.end();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
  });
  sums.destroy();
  return seconds;
}

async function main(): Promise<void> {
  const [rows, dims, k] = process.argv.slice(2, 5).map(Number) as [number, number, number];
  const found = await findDevice();
  if (found === null) return;
  const { device, name } = found;
  const data = codes(rows, dims);
  const start = startOf(data, rows, dims, k);
  const matrix = uploadRows(device, data, rows, dims);
  const pipelines = await compileKMeans(device, k, dims);
  const lloyd = async (threshold: number, maxIterations: number): Promise<LloydOutcome> => {
    const run = new LloydRun(device, pipelines, { rows: matrix, weights: null, k, data, threshold, maxIterations }, [start]);
    try {
      return (await run.run(() => Promise.resolve()))[0]!;
    } finally {
      run.dispose();
    }
  };
  console.log(`WebGPU: ${name}`);
  await lloyd(0, 1);
  const began = performance.now();
  const { iterations, inertia } = await lloyd(1e-4 * meanFeatureVariance(data, rows, dims), 300);
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `Shoal, WebGPU: ${seconds.toFixed(2)} s to convergence, ${iterations} iterations, ${(seconds / iterations).toFixed(4)} s an iteration, inertia ${inertia.toPrecision(8)}`,
  );
  const bytes = 4 * rows * dims;
  const reading = await secondsToRead(device, matrix);
  // With a threshold below nothing the iterations go on after the centres have come to rest; after the last the rows are gone over once more.
  const iterating = await secondsEach(async (times) => void (await lloyd(-1, times - 1)));
  const rate = (time: number): string => `${(1e6 * time).toPrecision(4)} µs, ${(bytes / time / 1e9).toPrecision(3)} GB/s`;
  console.log(`Shoal, WebGPU, reading the rows (${(bytes / 1e6).toPrecision(3)} MB) and nothing else: ${rate(reading)}`);
  console.log(
    `Shoal, WebGPU, an iteration over them: ${rate(iterating)} of rows, ${((100 * reading) / iterating).toFixed(0)} % of the rate of reading`,
  );
  freeRows(matrix);
}

await main();
// Dawn keeps the process alive.
process.exit(0);
