import { WORKGROUP } from './kmeans.wgsl';

const MAX_GROUPS = 65535;

/** Consecutive rows in one buffer, transposed: dims × rows. */
export interface RowChunk {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly rows: number;
}

/** A matrix on the device, in as many buffers as the device's limits ask for. */
export interface GpuRows {
  readonly rows: number;
  readonly dims: number;
  readonly chunks: readonly RowChunk[];
  /** One 1 a row. */
  readonly ones: GPUBuffer;
}

/** Copies rows × dims values, row-major, to the device. `bytes`: the most that a buffer may hold. */
export function uploadRows(device: GPUDevice, data: Float32Array, rows: number, dims: number, bytes = largestBuffer(device)): GpuRows {
  const most = Math.max(1, Math.min(Math.floor(bytes / (4 * dims)), MAX_GROUPS * WORKGROUP));
  const chunks: RowChunk[] = [];
  for (let offset = 0; offset < rows; offset += most) {
    const count = Math.min(most, rows - offset);
    const transposed = new Float32Array(count * dims);
    for (let row = 0; row < count; row++) {
      for (let d = 0; d < dims; d++) transposed[d * count + row] = data[(offset + row) * dims + d]!;
    }
    chunks.push({ buffer: upload(device, transposed), offset, rows: count });
  }
  return { rows, dims, chunks, ones: upload(device, new Float32Array(rows).fill(1)) };
}

/** Bytes that one storage binding can hold on the device. */
export function largestBuffer({ limits }: GPUDevice): number {
  return Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
}

export function freeRows({ chunks, ones }: GpuRows): void {
  for (const { buffer } of chunks) buffer.destroy();
  ones.destroy();
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
