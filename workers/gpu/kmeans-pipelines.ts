import { kmeansShape, type KMeansShape } from './kmeans-shape';
import { assignShader, settleShader } from './kmeans.wgsl';

export type PassName = 'assign' | 'reduceFew' | 'reduceMany' | 'settle';

/** The compiled passes for one number of clusters and dimensions. */
export interface KMeansPipelines {
  readonly shape: KMeansShape;
  /** What assign is bound to, and what the others are. */
  readonly layouts: { readonly assign: GPUBindGroupLayout; readonly settle: GPUBindGroupLayout };
  readonly passes: Readonly<Record<PassName, GPUComputePipeline>>;
}

/** Compiles the passes without stalling the device. */
export async function compileKMeans(device: GPUDevice, k: number, dims: number): Promise<KMeansPipelines> {
  const shape = kmeansShape(k, dims);
  const layoutOf = (read: number, written: number): GPUBindGroupLayout => {
    const types: GPUBufferBindingType[] = [
      'uniform',
      ...new Array<GPUBufferBindingType>(read).fill('read-only-storage'),
      ...new Array<GPUBufferBindingType>(written).fill('storage'),
    ];
    return device.createBindGroupLayout({
      entries: types.map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } })),
    });
  };
  const layouts = { assign: layoutOf(4, 3), settle: layoutOf(1, 3) };
  const compile = (code: string, layout: GPUBindGroupLayout, entryPoint: PassName): Promise<GPUComputePipeline> =>
    device.createComputePipelineAsync({
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module: device.createShaderModule({ code }), entryPoint },
    });
  const settling = settleShader(shape);
  const [assign, reduceFew, reduceMany, settle] = await Promise.all([
    compile(assignShader(shape), layouts.assign, 'assign'),
    compile(settling, layouts.settle, 'reduceFew'),
    compile(settling, layouts.settle, 'reduceMany'),
    compile(settling, layouts.settle, 'settle'),
  ]);
  return { shape, layouts, passes: { assign, reduceFew, reduceMany, settle } };
}
