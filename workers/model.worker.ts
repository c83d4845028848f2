import './own-origin';
import { expose, transfer } from 'comlink';
import type { ModelApi } from './gpu/model-api';
import { ModelSession } from './gpu/model-session';

/** The worker that holds tfjs. After the loss of a device it is replaced whole, since tfjs does not recover in place. */
const session = new ModelSession();

const api: ModelApi = {
  probe: (choice, excluded) => session.probe(choice, excluded),
  train: (request, resume, onEpoch) => session.train(request, resume, onEpoch),
  trainSequence: (request, resume, onEpoch) => session.trainSequence(request, resume, onEpoch),
  time: (timing) => session.time(timing),
  abort: () => session.abort(),
  loadKMeans: (data, rows, dims) => session.loadKMeans(data, rows, dims),
  solveKMeans: async (task) => {
    const outcome = await session.solveKMeans(task);
    return outcome.status === 'done' ? transfer(outcome, [outcome.value.centres.buffer, outcome.value.labels.buffer]) : outcome;
  },
  loseDevice: () => session.loseDevice(),
};

expose(api);
