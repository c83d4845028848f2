/** The model worker on a GPU of little memory. */
import './refuse-large-buffers';
import '../../workers/model.worker';
