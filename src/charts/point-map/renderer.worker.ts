import '../../../workers/own-origin';
import { GlRenderer } from './gl-renderer';
import type { RenderReply, RenderRequest } from './renderer';

// The page's project has no webworker library; this is all of a worker's scope that is used here.
const scope = globalThis as unknown as {
  postMessage(reply: RenderReply, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<RenderRequest>) => void) | null;
};

let renderer: GlRenderer | null = null;
let canvas: OffscreenCanvas | null = null;
let drawing: Generator<void, void, void> | null = null;
let turning = false;
const turn = new MessageChannel();

/** One slice a turn, so that a newer view gets in between two. */
turn.port1.onmessage = () => {
  turning = false;
  if (drawing?.next().done) drawing = null;
  goOn();
};

function goOn(): void {
  if (!drawing || turning) return;
  turning = true;
  turn.port2.postMessage(null);
}

scope.onmessage = ({ data }) => {
  switch (data.kind) {
    case 'start':
      canvas = data.canvas;
      renderer = GlRenderer.create(canvas, () => scope.postMessage({ kind: 'restored' }));
      scope.postMessage({ kind: 'started', ok: renderer !== null });
      return;
    case 'points':
      drawing = null;
      renderer?.setPoints(data.points, data.labels);
      return;
    case 'transition':
      drawing = null;
      renderer?.transition(data.glide);
      return;
    case 'marks':
      renderer?.setMarks(data.marks);
      return;
    case 'resize':
      renderer?.resize(data.size, data.ratio);
      return;
    case 'draw':
      drawing = renderer?.draw(data.view, data.look) ?? null;
      if (drawing?.next().done) drawing = null;
      scope.postMessage({ kind: 'drawn' });
      goOn();
      return;
    case 'picture': {
      while (drawing && !drawing.next().done);
      drawing = null;
      if (!canvas) return;
      void createImageBitmap(canvas).then((picture) => scope.postMessage({ kind: 'picture', picture }, [picture]));
    }
  }
};
