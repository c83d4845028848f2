import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import {
  copyRegisteredKernels,
  findBackendFactory,
  getKernelsForBackend,
  registerBackend,
  removeBackend,
  setBackend,
  unregisterKernel,
  type DataId,
} from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { trainAutoencoder } from '../../../workers/encode/autoencoder';
import { trainSequence } from '../../../workers/encode/sequence/train-sequence';
import { trainJoint } from '../../../workers/encode/joint/train-joint';
import { Backlog, queueDone } from '../../../workers/gpu/backlog';
import { DEFAULT_JOINT, defaultEncoder } from '../../../workers/protocol/encoder-recipe';
import { collect, recipe, request } from '../encode/support';

/** Computes on the processor and behaves like a GPU otherwise: what it is asked to wait for is done when the test says so, and reads are counted. */
class SlowGpu extends MathBackendCPU {
  reads = 0;
  readonly told: string[] = [];
  /** Of those who wait for the queue, how each goes on. */
  readonly waiting: (() => void)[] = [];
  patient = false;
  readonly gpgpu = { createAndWaitForFence: () => this.wait('fence') };
  readonly queue = { onSubmittedWorkDone: () => this.wait('wait') };

  ensureCommandEncoderReady(): void {
    this.told.push('encoder');
  }
  endComputePassEncoder(): void {
    this.told.push('end of pass');
  }
  submitQueue(): void {
    this.told.push('submit');
  }
  override read(dataId: DataId) {
    this.reads++;
    return super.read(dataId);
  }
  private wait(told: string): Promise<void> {
    this.told.push(told);
    return new Promise((resolve) => (this.patient ? this.waiting.push(resolve) : setTimeout(resolve)));
  }
}

const NAMES = ['webgl', 'webgpu'] as const;
let gpu: SlowGpu;

async function become(name: (typeof NAMES)[number]): Promise<void> {
  copyRegisteredKernels('cpu', name);
  registerBackend(name, () => (gpu = new SlowGpu()));
  expect(await setBackend(name)).toBe(true);
}

afterEach(leave);

async function leave(): Promise<void> {
  await setBackend('cpu');
  for (const name of NAMES) {
    for (const { kernelName } of getKernelsForBackend(name)) unregisterKernel(kernelName, name);
    if (findBackendFactory(name)) removeBackend(name);
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

describe('a backlog', () => {
  it.each(NAMES)('on %s lets as many steps into the queue as it is told, and waits for the first half of them then', async (name) => {
    await become(name);
    gpu.patient = true;
    const backlog = new Backlog(6);
    let given = 0;
    const giving = (async () => {
      while (given < 12) {
        given++;
        await backlog.add();
      }
    })();
    await turn();
    expect([given, gpu.waiting.length]).toEqual([6, 2]);
    gpu.waiting[0]!();
    await turn();
    expect([given, gpu.waiting.length]).toEqual([9, 3]);
    gpu.waiting.forEach((go) => go());
    await turn();
    gpu.waiting.forEach((go) => go());
    await giving;
    expect(given).toBe(12);
  });

  it('hands over what webgpu holds back before it waits', async () => {
    await become('webgpu');
    await queueDone();
    expect(gpu.told).toEqual(['encoder', 'end of pass', 'submit', 'wait']);
  });

  it('waits for nothing on cpu', async () => {
    await setBackend('cpu');
    let given = 0;
    const backlog = new Backlog(2);
    void (async () => {
      for (; given < 100; given++) await backlog.add();
    })();
    for (let i = 0; i < 300; i++) await Promise.resolve();
    expect(given).toBe(100);
  });

  it('passes on that the device is gone, to whoever waits for it', async () => {
    await become('webgl');
    gpu.gpgpu.createAndWaitForFence = () => Promise.reject(new Error('gone'));
    const backlog = new Backlog(2);
    await backlog.add();
    await expect(backlog.add()).rejects.toThrow('gone');
  });
});

describe('an epoch', () => {
  /** Two epochs, or rounds of the targets, by the number of users. */
  const trainings = {
    autoencoder: (users: number) => trainAutoencoder(request(users, 4, recipe({ batchSize: 1, epochs: 2 }))),
    joint: (users: number) => {
      const encoder = recipe({
        kind: 'idec',
        batchSize: 1,
        hidden: [],
        joint: { ...DEFAULT_JOINT, interval: 1, change: 0, steps: users - Math.ceil(users / 5) },
      });
      const layer = {
        inputs: 4,
        outputs: 2,
        activation: 'linear',
        kernel: Float32Array.from({ length: 8 }, (_, i) => Math.sin(i)),
        bias: new Float32Array(2),
      } as const;
      const back = { ...layer, inputs: 2, outputs: 4, bias: new Float32Array(4) };
      const start = { encoder: [layer], decoder: [back] };
      return trainJoint({ ...request(users, 4, encoder), start, clusters: { k: 2, centres: Float32Array.of(0, 1, 1, 0) } });
    },
    gru: (users: number) =>
      trainSequence({
        shape: { architecture: 'gru', levels: [3], predicted: [0], width: 2, layers: 1, code: 1, steps: 2 },
        sequences: {
          users,
          fields: 1,
          offsets: Uint32Array.from({ length: users + 1 }, (_, i) => 2 * i),
          tokens: new Uint8Array(2 * users).fill(1),
        },
        validation: Uint8Array.from({ length: users }, (_, user) => (user % 4 === 0 ? 1 : 0)),
        encoder: { ...defaultEncoder('gru'), batchSize: 8, epochs: 2, patience: 2 },
        seed: 1,
      }),
  };

  it.each(Object.keys(trainings) as (keyof typeof trainings)[])('of %s reads as little back however many steps it has', async (name) => {
    const counted = async (users: number) => {
      await become('webgl');
      const { items } = await collect<unknown, unknown>(trainings[name](users));
      expect(items).toHaveLength(2);
      await leave();
      return { reads: gpu.reads, fences: gpu.told.length };
    };
    const few = await counted(16);
    const many = await counted(320);
    expect(many.fences).toBeGreaterThan(few.fences);
    expect(many.reads).toBe(few.reads);
  });
});
