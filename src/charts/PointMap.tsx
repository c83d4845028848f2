import { useCallback, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { NOISE } from '../../workers/protocol/model';
import { segmentColour } from './palette';
import { attachGestures } from './point-map/gestures';
import { HoverCard, type PointCard } from './point-map/HoverCard';
import { pointsInPolygon, simplify } from './point-map/lasso';
import { MapControls } from './point-map/MapControls';
import { MapEngine } from './point-map/map-engine';
import { labelPlaces } from './point-map/medians';
import { MapLegend, type LegendEntry } from './point-map/MapLegend';
import type { Bounds } from './point-map/view';
import styles from './point-map/point-map.module.css';
import { savePng } from './png';
import { useChartTheme } from './theme';

export interface PointMapProps {
  /** The finding; it stands in the picture that is saved. */
  readonly title: string;
  readonly fileName: string;
  readonly points: Float32Array;
  readonly labels: Int32Array;
  readonly index?: ArrayBuffer;
  /** Who each point is (negative: nobody known), for points that glide when the data change. */
  readonly ids?: Int32Array;
  /** How long they take; 0, the default: they are in their new places at once. */
  readonly glideMs?: number;
  readonly bounds?: Bounds;
  readonly explained: readonly [number, number];
  /** In the order of the legend. */
  readonly segments: readonly LegendEntry[];
  readonly hidden: ReadonlySet<number>;
  /** The segment that stands out. */
  readonly focus: number | null;
  /** Points of an open lasso. */
  readonly marked?: Uint32Array | null;
  /** The selected user's point. */
  readonly selected?: number | null;
  readonly onToggle: (id: number) => void;
  readonly onIsolate: (id: number) => void;
  readonly onPoint?: (index: number) => void;
  readonly onLasso?: (indices: Uint32Array) => void;
  /** What the hover card says of a point. */
  readonly describe?: (index: number) => Promise<PointCard | null>;
  readonly children?: ReactNode;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [60, 0],
  ArrowRight: [-60, 0],
  ArrowUp: [0, 60],
  ArrowDown: [0, -60],
};

/** Users as points: pan, zoom, hover, lasso, legend; WebGL2 with a canvas for want of it. */
export function PointMap(props: PointMapProps) {
  const { title, fileName, points, labels, index, ids, bounds, explained, segments, hidden, focus, marked = null, selected = null } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const theme = useChartTheme();
  const host = useRef<HTMLDivElement>(null);
  const engine = useRef<MapEngine | null>(null);
  const latest = useRef(props);
  const [lassoMode, setLassoMode] = useState(false);
  const [lasso, setLasso] = useState<readonly number[] | null>(null);
  const [hover, setHover] = useState<{ readonly index: number; readonly at: readonly [number, number] } | null>(null);
  const [zoomed, setZoomed] = useState(false);
  const [sampleOf, setSampleOf] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const mode = useRef(false);
  const search = useRef<AbortController | null>(null);
  const help = useId();

  useEffect(() => {
    latest.current = props;
    mode.current = lassoMode;
  });

  const select = useCallback(
    async (polygon: readonly number[]) => {
      const { points: all, labels: own, hidden: gone, onLasso } = latest.current;
      search.current?.abort();
      search.current = new AbortController();
      const found = await pointsInPolygon(all, polygon, (i) => gone.has(own[i]!), search.current.signal);
      if (!found) return;
      setSaid(t('segments.map.found', { count: found.length, users: format.number(found.length) }));
      if (found.length > 0) onLasso?.(found);
    },
    [t, format],
  );
  const selectLatest = useRef(select);
  useEffect(() => {
    selectLatest.current = select;
  }, [select]);

  useEffect(() => {
    const element = host.current!;
    const map = new MapEngine(element);
    engine.current = map;
    setSampleOf(map.sampleOf);
    map.onView = () => {
      setSampleOf(map.sampleOf);
      setZoomed(Math.abs(map.zoom - 1) > 0.02 || Math.abs(map.view.x - map.fitted.x) * map.view.scaleX > 2);
      setHover(null);
    };
    const observer = new ResizeObserver(() => map.setSize(element.clientWidth, element.clientHeight, window.devicePixelRatio));
    observer.observe(element);
    map.setSize(element.clientWidth, element.clientHeight, window.devicePixelRatio);
    let frame = 0;
    const detach = attachGestures(element, {
      pan: (dx, dy) => map.panBy(dx, dy),
      zoom: (factor, x, y) => map.zoomAt(factor, x, y),
      hover: (x, y) => {
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() => {
          const found = map.pick(x, y);
          setHover(found < 0 ? null : { index: found, at: map.screenOf(found) });
        });
      },
      leave: () => {
        cancelAnimationFrame(frame);
        setHover(null);
      },
      click: (x, y) => {
        const found = map.pick(x, y);
        if (found >= 0) latest.current.onPoint?.(found);
      },
      lasso: (polygon, done) => {
        if (!latest.current.onLasso) return;
        setLasso(done ? null : [...polygon]);
        if (!done) return;
        setLassoMode(false);
        const shape = simplify(polygon, 3);
        if (shape.length >= 6) void selectLatest.current(map.polygonInData(shape));
      },
      lassoMode: () => mode.current,
    });
    return () => {
      cancelAnimationFrame(frame);
      search.current?.abort();
      detach();
      observer.disconnect();
      map.dispose();
      engine.current = null;
    };
  }, []);

  const fixed = bounds !== undefined;
  const filled = useRef(false);
  useEffect(() => {
    const map = engine.current;
    if (!map) return;
    const glideMs = latest.current.glideMs ?? 0;
    map.setData({ points, labels, index: index ?? null, bounds: bounds ?? null, ids }, fixed && filled.current, glideMs);
    filled.current = true;
    setSampleOf(map.sampleOf);
    setHover(null);
  }, [points, labels, index, ids, bounds, fixed]);

  useEffect(() => {
    engine.current?.setMarks(marked);
  }, [marked, points, labels]);

  const places = useMemo(
    () =>
      labelPlaces(
        points,
        labels,
        // Users in no segment are everywhere: their name stands in the legend alone.
        segments.flatMap(({ id }) => (id === NOISE ? [] : [id])),
      ),
    [points, labels, segments],
  );

  useEffect(() => {
    const axis = (n: 1 | 2, share: number) => t('segments.map.axis', { n, share: format.percent(share, 0) });
    const at = (i: number | null) => (i === null || i < 0 ? null : ([points[2 * i] ?? 0, points[2 * i + 1] ?? 0] as const));
    engine.current?.setScene(
      {
        hidden,
        focus,
        axes: [axis(1, explained[0]), axis(2, explained[1])],
        labels: segments.flatMap(({ id, name }) => {
          const place = places.get(id);
          if (!place || hidden.has(id)) return [];
          return [
            {
              id,
              name: name.length > 28 ? `${name.slice(0, 27)}…` : name,
              x: place[0],
              y: place[1],
              faded: focus !== null && focus !== id,
            },
          ];
        }),
        ring: at(selected),
        hover: at(hover?.index ?? null),
        lasso,
        number: (value) => format.number(value, 2),
      },
      theme,
    );
  }, [hidden, focus, explained, segments, places, points, labels, selected, hover, lasso, theme, format, t]);

  const onKeyDown = (event: KeyboardEvent) => {
    const map = engine.current;
    if (!map || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) map.panBy(...arrow);
    else if (event.key === '+' || event.key === '=') map.zoomAt(1.4);
    else if (event.key === '-') map.zoomAt(1 / 1.4);
    else if (event.key === '0') map.reset();
    else if (event.key === 'Escape' && lassoMode) setLassoMode(false);
    else return;
    event.preventDefault();
  };
  const save = async () => {
    if (!engine.current) return;
    const { layers, ratio } = await engine.current.layers();
    savePng(
      layers,
      ratio,
      title,
      theme,
      fileName,
      segments.filter(({ id }) => !hidden.has(id)).map(({ id, name }) => ({ colour: segmentColour(id, theme.dark), name })),
    );
  };

  return (
    <div className={styles.map}>
      <div className={styles.frame}>
        <div
          ref={host}
          className={styles.host}
          data-lasso={lassoMode || undefined}
          data-zoomed={zoomed || undefined}
          role="application"
          aria-label={title}
          aria-describedby={help}
          tabIndex={0}
          onKeyDown={onKeyDown}
        />
        <p id={help} className="visually-hidden">
          {t('segments.map.help')}
        </p>
        <MapControls
          lassoMode={lassoMode}
          zoomed={zoomed}
          onZoom={(factor) => engine.current?.zoomAt(factor)}
          onReset={() => engine.current?.reset()}
          onLassoMode={props.onLasso ? () => setLassoMode(!lassoMode) : undefined}
          onInView={props.onLasso ? () => engine.current && void select(engine.current.frameInData()) : undefined}
          onSave={() => void save()}
        />
        {hover !== null && props.describe ? (
          <HoverCard key={hover.index} index={hover.index} at={hover.at} describe={props.describe} />
        ) : null}
        {lassoMode ? <p className={styles.hint}>{t('segments.map.lassoHint')}</p> : null}
        {sampleOf !== null ? (
          <p className={styles.hint}>{t('segments.map.sampled', { shown: format.number(sampleOf), all: format.number(labels.length) })}</p>
        ) : null}
        <p className="visually-hidden" role="status">
          {said}
        </p>
      </div>
      <MapLegend segments={segments} hidden={hidden} onToggle={props.onToggle} onIsolate={props.onIsolate} />
      {props.children}
    </div>
  );
}
