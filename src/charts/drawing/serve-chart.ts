import type { ChartHost } from './chart-host';
import type { PaintReply, PaintRequest } from './painter';

/** As much of a port as is needed here, so that a test can hand over less. */
export interface ChartPort {
  postMessage(reply: PaintReply, transfer?: Transferable[]): void;
  close(): void;
  onmessage: ((event: MessageEvent<PaintRequest>) => void) | null;
}

/** Answers one chart's requests; what it throws becomes an answer, so that nobody waits for ever. */
export function serveChart(host: Pick<ChartHost, 'draw' | 'hover' | 'picture' | 'dispose'>, port: ChartPort): void {
  const answer = (request: PaintRequest) => {
    switch (request.kind) {
      case 'draw':
        port.postMessage({ kind: 'drawn', bands: host.draw(request.spec) });
        return;
      case 'hover':
        host.hover(request.at);
        return;
      case 'picture': {
        const picture = host.picture(request.ratio);
        port.postMessage({ kind: 'picture', picture }, picture ? [picture as ImageBitmap] : []);
        return;
      }
      case 'dispose':
        host.dispose();
        port.close();
    }
  };
  port.onmessage = ({ data }) => {
    try {
      answer(data);
    } catch (cause) {
      port.postMessage({ kind: 'failed', message: cause instanceof Error ? cause.message : String(cause) });
    }
  };
}
