/** The model worker on a WebGPU device of little memory. */
import './refuse-large-buffers';
import '../../workers/model.worker';
