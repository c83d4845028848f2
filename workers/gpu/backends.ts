import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { backend, env, findBackendFactory, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import type { BackendName } from '../protocol/backend';
import { loseContext, watchContext } from './context-loss';

/** What the machine offers under a backend's name, found without loading the backend. */
export interface Adapter {
  readonly available: boolean;
  /** Implemented on the processor. */
  readonly software: boolean;
  /** The adapter in words, or why there is none. */
  readonly detail: string;
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render/i;

export async function findAdapter(name: BackendName): Promise<Adapter> {
  try {
    if (name === 'webgpu') return await findWebGpu();
    if (name === 'webgl') return findWebGl();
    if (name === 'wasm' && typeof WebAssembly === 'undefined') return { available: false, software: false, detail: 'no WebAssembly' };
    return { available: true, software: false, detail: name === 'wasm' ? 'WebAssembly' : 'JavaScript' };
  } catch (error) {
    return { available: false, software: false, detail: String(error) };
  }
}

async function findWebGpu(): Promise<Adapter> {
  const none = { available: false, software: false };
  if (typeof navigator === 'undefined' || !('gpu' in navigator)) return { ...none, detail: 'no WebGPU in this browser' };
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) return { ...none, detail: 'no WebGPU adapter' };
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const detail = description || [vendor, architecture, device].filter(Boolean).join(' ') || 'WebGPU';
  return { available: true, software: isFallbackAdapter || SOFTWARE.test(`${detail} ${architecture}`), detail };
}

function findWebGl(): Adapter {
  const none = { available: false, software: false };
  if (typeof OffscreenCanvas === 'undefined') return { ...none, detail: 'no OffscreenCanvas in this browser' };
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return { ...none, detail: 'no WebGL 2' };
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const detail = String(gl.getParameter(names === null ? gl.RENDERER : names.UNMASKED_RENDERER_WEBGL));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { available: true, software: SOFTWARE.test(detail), detail };
}

/** Loads a backend's code where that has not happened yet, and makes it the current one. */
export async function activate(name: BackendName): Promise<void> {
  await load(name);
  if (!(await setBackend(name))) throw new Error(`${name} did not start`);
}

async function load(name: BackendName): Promise<void> {
  if (name === 'cpu') await import('@tensorflow/tfjs-backend-cpu');
  if (name === 'webgl') await import('@tensorflow/tfjs-backend-webgl');
  if (name === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  if (name !== 'wasm' || findBackendFactory('wasm') !== null) return;
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  // With threads its start never ends in a minified build on a cross-origin-isolated page, and their workers would be blobs.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasmUrl,
    'tfjs-backend-wasm-simd.wasm': wasmSimdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': wasmSimdUrl,
  });
}

/** Stops a backend that is too slow to be waited for, with the work in its queue; it can be activated again, on a new device. */
export function shutDown(name: BackendName): void {
  const factory = findBackendFactory(name);
  if (factory === null) return;
  loseDevice(name);
  try {
    removeBackend(name);
  } catch {
    // It could not free what the lost device held; the device is gone with it.
  }
  registerBackend(name, factory);
}

/** The current tfjs backend's device. @throws if the current backend is not webgpu */
export function webGpuDevice(): GPUDevice {
  const { device } = backend() as unknown as { device?: GPUDevice };
  if (device === undefined) throw new Error('the current backend has no WebGPU device');
  return device;
}

/** Why nothing more can be had from a device: it is gone, or what it was asked for was refused. */
export interface DeviceEnd {
  readonly kind: 'lost' | 'refused';
  readonly detail: string;
}

/**
 * Resolves when the named backend, which must be active, loses its GPU, or WebGPU refuses a command: the memory is full, or a buffer is larger
 * than the device may bind. tfjs goes on after that and reads zeros, so that a network would seem to have learned. Never for wasm and cpu.
 */
export async function deviceEnd(name: BackendName): Promise<DeviceEnd> {
  if (name === 'webgpu') return webGpuEnd(webGpuDevice());
  if (name === 'webgl') return { kind: 'lost', detail: await watchContext(backend()) };
  return new Promise(() => undefined);
}

function webGpuEnd(device: GPUDevice): Promise<DeviceEnd> {
  return new Promise((resolve) => {
    device.addEventListener('uncapturederror', ({ error }) => resolve({ kind: 'refused', detail: error.message }), { once: true });
    void device.lost.then(({ reason, message }) => resolve({ kind: 'lost', detail: `${reason}: ${message}` }));
  });
}

/** Takes the GPU away from the named active backend, as a driver reset would. False where it has none. */
export function loseDevice(name: BackendName): boolean {
  try {
    if (name === 'webgpu') webGpuDevice().destroy();
    else if (name === 'webgl') return loseContext(backend());
    else return false;
    return true;
  } catch {
    return false;
  }
}
