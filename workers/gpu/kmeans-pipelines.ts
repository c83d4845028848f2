import { kmeansShader } from './kmeans.wgsl';

export type PassName = 'assign' | 'accumulate' | 'reduce' | 'settle';

/** The compiled passes for one k. */
export interface KMeansPipelines {
  readonly layout: GPUBindGroupLayout;
  readonly passes: Readonly<Record<PassName, GPUComputePipeline>>;
}

/** Compiles the passes without stalling the device. */
export async function compileKMeans(device: GPUDevice, k: number): Promise<KMeansPipelines> {
  const types: GPUBufferBindingType[] = [
    'uniform',
    'read-only-storage',
    'read-only-storage',
    ...new Array<GPUBufferBindingType>(6).fill('storage'),
  ];
  const layout = device.createBindGroupLayout({
    entries: types.map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } })),
  });
  const module = device.createShaderModule({ code: kmeansShader(k) });
  const compile = (entryPoint: PassName): Promise<GPUComputePipeline> =>
    device.createComputePipelineAsync({
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint },
    });
  const [assign, accumulate, reduce, settle] = await Promise.all([
    compile('assign'),
    compile('accumulate'),
    compile('reduce'),
    compile('settle'),
  ]);
  return { layout, passes: { assign, accumulate, reduce, settle } };
}
