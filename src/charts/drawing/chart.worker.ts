import '../../../workers/own-origin';
import { ChartHost } from './chart-host';
import type { PaintStart } from './painter';
import { serveChart } from './serve-chart';

// The page's project has no webworker library; this is all of a worker's scope that is used here.
const scope = globalThis as unknown as { onmessage: ((event: MessageEvent<PaintStart>) => void) | null };

scope.onmessage = ({ data: { canvas, port } }) => serveChart(new ChartHost(canvas), port);
