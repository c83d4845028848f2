/** What npm's `webgpu` has, as far as it is used here. */
interface Dawn {
  create(options: readonly string[]): GPU;
  readonly globals: Record<string, unknown>;
}

/** Dawn where a browser would have its GPU, which keeps the process alive; null, and said why, where there is none. */
export async function findAdapter(): Promise<{ readonly adapter: GPUAdapter; readonly name: string } | null> {
  const library = 'webgpu';
  let dawn: Dawn;
  try {
    // The package is not among the dependencies: a bundler must not look for it.
    dawn = (await import(/* @vite-ignore */ library)) as Dawn;
  } catch (error) {
    console.log(`WebGPU was not measured: npm's package cannot be loaded (npm install --no-save webgpu): ${String(error).split('\n')[0]}`);
    return null;
  }
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]);
  // Dawn ends with the object that it was asked for.
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) {
    console.log('WebGPU was not measured: Dawn finds no adapter (on Linux it needs a Vulkan driver).');
    return null;
  }
  const { description, vendor, architecture, device } = adapter.info;
  return { adapter, name: [description, vendor, architecture, device].filter(Boolean).join(', ') };
}
