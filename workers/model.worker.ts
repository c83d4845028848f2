import './own-origin';
import { expose, transfer } from 'comlink';
import type { ModelApi } from './gpu/model-api';
import { ModelSession } from './gpu/model-session';

/** The worker that holds tfjs. After the loss of a device it is replaced whole, since tfjs does not recover in place. */
const session = new ModelSession();

const api: ModelApi = {
  probe: (choice, excluded) => session.probe(choice, excluded),
  train: (request, resume, onEpoch, call) => session.train(request, resume, onEpoch, call),
  trainSequence: (request, resume, onEpoch, call) => session.trainSequence(request, resume, onEpoch, call),
  time: (timing, call) => session.time(timing, call),
  abort: (call) => session.abort(call),
  loadKMeans: (data, rows, dims) => session.loadKMeans(data, rows, dims),
  solveKMeans: async (task) => {
    const outcome = await session.solveKMeans(task);
    return outcome.status === 'done' ? transfer(outcome, [outcome.value.centres.buffer, outcome.value.labels.buffer]) : outcome;
  },
  loseDevice: () => session.loseDevice(),
};

expose(api);
