import './own-origin';
import * as Comlink from 'comlink';
import { tableWorker } from './engine/table-pool';

Comlink.expose(tableWorker());
