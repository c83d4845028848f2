import './own-origin';
import * as Comlink from 'comlink';
import { makeEngine } from './engine/engine';
import { buffersOf } from './engine/transfer';

const engine = makeEngine({
  model: () => new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module', name: 'shoal-model' }),
  compute: () => new Worker(new URL('./compute.worker.ts', import.meta.url), { type: 'module', name: 'shoal-compute' }),
  table: () => new Worker(new URL('./table.worker.ts', import.meta.url), { type: 'module', name: 'shoal-table' }),
  poolSize: Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 8)),
});

// Every array that the engine answers with is a copy made for the page, so all of them are transferred.
const transferring = new Proxy(engine, {
  get(target, name) {
    const member: unknown = Reflect.get(target, name, target);
    if (typeof member !== 'function') return member;
    return async (...args: unknown[]) => {
      const answer: unknown = await member.apply(target, args);
      return typeof answer === 'object' && answer !== null ? Comlink.transfer(answer, buffersOf(answer)) : answer;
    };
  },
});

Comlink.expose(transferring);
