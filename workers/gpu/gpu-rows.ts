/** Consecutive rows in one buffer, transposed: dims × rows, filled up with zeros to an even number. */
export interface RowChunk {
  readonly buffer: GPUBuffer;
  /** Even. */
  readonly offset: number;
  readonly rows: number;
}

/** A matrix on the device, in as many buffers as the device's limits ask for. */
export interface GpuRows {
  readonly rows: number;
  readonly dims: number;
  readonly chunks: readonly RowChunk[];
}

/** Copies rows × dims values, row-major, to the device. `bytes`: the most that a buffer may hold. */
export function uploadRows(device: GPUDevice, data: Float32Array, rows: number, dims: number, bytes = largestBuffer(device)): GpuRows {
  const most = Math.max(2, 2 * Math.floor(bytes / (8 * dims)));
  const chunks: RowChunk[] = [];
  for (let offset = 0; offset < rows; offset += most) {
    const count = Math.min(most, rows - offset);
    const height = evenly(count);
    const transposed = new Float32Array(height * dims);
    for (let row = 0; row < count; row++) {
      for (let d = 0; d < dims; d++) transposed[d * height + row] = data[(offset + row) * dims + d]!;
    }
    chunks.push({ buffer: upload(device, transposed), offset, rows: count });
  }
  return { rows, dims, chunks };
}

/** One weight a row, filled up with zeros to an even number. */
export function uploadWeights(device: GPUDevice, weights: Float32Array): GPUBuffer {
  const even = new Float32Array(evenly(weights.length));
  even.set(weights);
  return upload(device, even);
}

const evenly = (rows: number): number => rows + (rows % 2);

/** Bytes that one storage binding can hold on the device. */
export function largestBuffer({ limits }: GPUDevice): number {
  return Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
}

export function freeRows({ chunks }: GpuRows): void {
  for (const { buffer } of chunks) buffer.destroy();
}

/** A storage buffer with these values. */
export function upload(device: GPUDevice, values: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): GPUBuffer {
  const buffer = device.createBuffer({
    size: Math.max(4, values.byteLength),
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
  });
  device.queue.writeBuffer(buffer, 0, values);
  return buffer;
}

/** Bytes of a buffer, once the work before this call is done. */
export async function download(device: GPUDevice, source: GPUBuffer, offset: number, size: number): Promise<ArrayBuffer> {
  const staging = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  try {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(source, offset, staging, 0, size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    return staging.getMappedRange().slice(0);
  } finally {
    staging.destroy();
  }
}
