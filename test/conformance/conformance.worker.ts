import { expose } from 'comlink';
import { memory } from '@tensorflow/tfjs-core';
import { activate, webGpuDevice } from '../../workers/gpu/backends';
import { ModelSession } from '../../workers/gpu/model-session';
import { probeBackends } from '../../workers/gpu/probe';
import type { BackendChoice, BackendName, BackendReport } from '../../workers/protocol/backend';
import { EPOCHS, request } from './inputs';
import { answers, lloydSizes, type LloydAnswer } from './product';

const api = {
  /** Values of every case on a backend; a case that throws answers with its message. */
  async run(backend: BackendName): Promise<{ results: Record<string, number[] | string>; tensors: number }> {
    await activate(backend);
    const results: Record<string, number[] | string> = {};
    for (const [id, answer] of Object.entries(answers(backend))) {
      try {
        results[id] = await answer();
      } catch (error) {
        results[id] = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
      }
    }
    return { results, tensors: memory().numTensors };
  },
  async lloydSizes(): Promise<Record<string, LloydAnswer[]>> {
    await activate('webgpu');
    return lloydSizes();
  },
  async probe(choice: BackendChoice): Promise<{ report: BackendReport; ms: number }> {
    const started = performance.now();
    const report = await probeBackends(choice);
    return { report, ms: performance.now() - started };
  },
  /** How a training on webgpu ends during whose last epoch the device refuses a command, as it does where memory is full. */
  async refused(): Promise<{ status: string; told: number }> {
    const session = new ModelSession();
    await session.probe('webgpu', []);
    let told = 0;
    const { status } = await session.train(
      request,
      null,
      ({ epoch }) => {
        told = epoch;
        const device = webGpuDevice();
        if (epoch === EPOCHS - 1) device.createBuffer({ size: device.limits.maxBufferSize + 4, usage: GPUBufferUsage.STORAGE });
      },
      1,
    );
    return { status, told };
  },
};

export type ConformanceApi = typeof api;
expose(api);
