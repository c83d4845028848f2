import { memo, useMemo, type FocusEvent, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { AWAY } from '../../../workers/protocol/movement';
import { useFormat } from '../../i18n/format';
import { segmentColour } from '../palette';
import { useChartTheme, type ChartTheme } from '../theme';
import { fitText } from './fit-text';
import type { FlowCell, FlowTable } from './flows';
import { uncrossed } from './order';
import { useRoving } from './roving';
import { sankeyLayout, type SankeyBar, type SankeyBox, type SankeyRibbon } from './sankey';
import { flowKey, placeName, type MigrationWords } from './words';
import styles from './migration.module.css';

interface Props {
  readonly table: FlowTable;
  readonly words: MigrationWords;
  readonly width: number;
  readonly selected: string | null;
  readonly svg: RefObject<SVGSVGElement | null>;
  readonly help: string;
  readonly onFlow: (cell: FlowCell) => void;
  /** The flow under the pointer or with the focus, with its place in the picture. */
  readonly onHover: (cell: FlowCell | null, x?: number, y?: number) => void;
}

const BAR = 12;
const HEAD = 28;
const LABEL = 34;
/** Below this width the names lie over the ribbons, for want of room beside them. */
const NARROW = 620;

/** Entering and leaving users have no segment's colour. */
const colourOf = (id: number, theme: ChartTheme) => (id === AWAY ? theme.muted : segmentColour(id, theme.dark));

function boxOf(table: FlowTable, width: number): SankeyBox {
  const bars = Math.max(table.rowTotals.filter((users) => users > 0).length, table.columnTotals.filter((users) => users > 0).length);
  const margin = width < NARROW ? 0 : Math.min(250, width * 0.26);
  return {
    width,
    height: HEAD + Math.max(300, bars * (LABEL + (margin > 0 ? 10 : 16))),
    margin,
    top: HEAD,
    bar: BAR,
    gap: 8,
    label: LABEL,
  };
}

/** Ribbons from where users were to where they are. Its look is all in attributes, so that it can be saved as a picture. */
export function Sankey({ table, words, width, selected, svg, help, onFlow, onHover }: Props) {
  const { t } = useTranslation();
  const theme = useChartTheme();
  const ordered = useMemo(() => uncrossed(table), [table]);
  const box = useMemo(() => boxOf(ordered, width), [ordered, width]);
  const { bars, ribbons } = useMemo(() => sankeyLayout(ordered, box), [ordered, box]);
  const { stop, onKeyDown, visit } = useRoving(ribbons.length, 1, 0);
  const inside = box.margin === 0;
  const text = { fontFamily: theme.font, fontSize: 12 };
  const press = (event: KeyboardEvent<SVGElement>) => {
    const place = Number((event.target as Element).getAttribute('data-place') ?? Number.NaN);
    const ribbon = ribbons[place];
    if (ribbon && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      onFlow(ribbon);
    } else onKeyDown(event);
  };
  return (
    <svg
      ref={svg}
      className={styles.sankey}
      viewBox={`0 0 ${width} ${box.height}`}
      width={width}
      height={box.height}
      role="group"
      aria-label={t('movement.sankey.label')}
      aria-describedby={help}
      onKeyDown={press}
      onPointerLeave={() => onHover(null)}
      {...text}
    >
      <g fill={theme.muted} fontWeight={600} aria-hidden="true">
        <text x={inside ? 0 : box.margin + BAR} y={14} textAnchor={inside ? 'start' : 'end'}>
          {fitText(words.from, width / 2 - 16)}
        </text>
        <text x={inside ? width : width - box.margin - BAR} y={14} textAnchor={inside ? 'end' : 'start'}>
          {fitText(words.to, width / 2 - 16)}
        </text>
      </g>
      <g>
        {ribbons.map((ribbon, i) => (
          <Ribbon
            key={flowKey(ribbon)}
            ribbon={ribbon}
            place={i}
            stop={stop === i}
            pressed={selected === flowKey(ribbon)}
            label={[words.sentence(ribbon), ...words.shares(ribbon)].join('; ')}
            theme={theme}
            onPress={() => {
              visit(i);
              onFlow(ribbon);
            }}
            onHover={onHover}
            middle={[width / 2, (ribbon.left + ribbon.right + ribbon.height) / 2]}
          />
        ))}
      </g>
      {inside ? null : (
        <g
          fill={theme.text}
          stroke={theme.surface}
          strokeWidth={3}
          strokeOpacity={0.75}
          paintOrder="stroke"
          pointerEvents="none"
          aria-hidden="true"
        >
          {ribbons.map((ribbon) =>
            ribbon.height < 15 ? null : <RibbonFigure key={flowKey(ribbon)} ribbon={ribbon} x={box.margin + BAR + 8} />,
          )}
        </g>
      )}
      {bars.map((bar) => (
        <Bar key={`${bar.side}${bar.id}`} bar={bar} box={box} words={words} table={ordered} theme={theme} />
      ))}
    </svg>
  );
}

function RibbonFigure({ ribbon, x }: { ribbon: SankeyRibbon; x: number }) {
  const format = useFormat();
  return (
    <text x={x} y={ribbon.left + ribbon.height / 2} dominantBaseline="central">
      {format.number(ribbon.users)}
    </text>
  );
}

interface RibbonProps {
  readonly ribbon: SankeyRibbon;
  readonly place: number;
  readonly stop: boolean;
  readonly pressed: boolean;
  readonly label: string;
  readonly theme: ChartTheme;
  readonly middle: readonly [number, number];
  readonly onPress: () => void;
  readonly onHover: Props['onHover'];
}

const Ribbon = memo(
  function Ribbon({ ribbon, place, stop, pressed, label, theme, middle, onPress, onHover }: RibbonProps) {
    const quiet = ribbon.from === ribbon.to || ribbon.from === AWAY || ribbon.to === AWAY;
    const over = (event: PointerEvent<SVGElement>) => {
      const frame = event.currentTarget.ownerSVGElement!.getBoundingClientRect();
      onHover(ribbon, event.clientX - frame.left, event.clientY - frame.top);
    };
    const leave = (event: FocusEvent) => {
      if (!event.currentTarget.matches(':hover')) onHover(null);
    };
    return (
      <path
        className={styles.ribbon}
        d={ribbon.path}
        fill={colourOf(ribbon.from, theme)}
        fillOpacity={pressed ? 0.85 : quiet ? 0.22 : 0.6}
        stroke={pressed ? theme.text : colourOf(ribbon.from, theme)}
        strokeOpacity={pressed ? 1 : quiet ? 0.22 : 0.6}
        strokeWidth={pressed ? 1.5 : 0.75}
        role="button"
        tabIndex={stop ? 0 : -1}
        aria-pressed={pressed}
        aria-label={label}
        data-place={place}
        onClick={onPress}
        onPointerMove={over}
        onPointerOut={() => onHover(null)}
        onFocus={() => onHover(ribbon, middle[0], middle[1])}
        onBlur={leave}
      />
    );
  },
  (a, b) => a.ribbon === b.ribbon && a.stop === b.stop && a.pressed === b.pressed && a.label === b.label && a.theme === b.theme,
);

interface BarProps {
  readonly bar: SankeyBar;
  readonly box: SankeyBox;
  readonly words: MigrationWords;
  readonly table: FlowTable;
  readonly theme: ChartTheme;
}

/** A segment in one of the windows, with its name and how many of the window's active users it has. */
function Bar({ bar, box, words, table, theme }: BarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const inside = box.margin === 0;
  const left = bar.side === 'from';
  const name = placeName(words, bar.side, bar.id);
  const users = format.number(bar.users);
  const active = left ? table.before : table.after;
  const figures =
    bar.id === AWAY ? users : t('movement.sankey.bar', { users, share: format.percent(active > 0 ? bar.users / active : 0, 0) });
  // Outside, names stand away from the ribbons; inside, over them.
  const outward = left !== inside;
  const edge = left ? (inside ? bar.x + box.bar : bar.x) : inside ? bar.x : bar.x + box.bar;
  const x = edge + (outward ? -10 : 10);
  const room = inside ? box.width * 0.6 - box.bar : box.margin - 14;
  const middle = bar.y + bar.height / 2;
  // In a narrow picture the name stands once, on the left: both sides have the same order and colours.
  const bare = inside && !left && bar.id !== AWAY;
  return (
    <g>
      <rect x={bar.x} y={bar.y} width={box.bar} height={Math.max(1, bar.height)} rx={2} fill={colourOf(bar.id, theme)}>
        <title>{name}</title>
      </rect>
      {Math.abs(bar.labelY - middle) > 8 && !inside ? (
        <path d={`M${edge} ${middle}L${x + (outward ? 2 : -2)} ${bar.labelY}`} fill="none" stroke={theme.muted} strokeWidth={0.75} />
      ) : null}
      <g
        textAnchor={outward ? 'end' : 'start'}
        stroke={theme.surface}
        strokeWidth={inside ? 4 : 0}
        strokeOpacity={0.85}
        strokeLinejoin="round"
        paintOrder="stroke"
        pointerEvents="none"
        aria-hidden="true"
      >
        {bare ? null : (
          <text x={x} y={bar.labelY - 8} dominantBaseline="central" fontWeight={600} fill={theme.text}>
            {/* Bold letters are wider than those that texts are measured by. */}
            {fitText(name, room * 0.9)}
          </text>
        )}
        <text x={x} y={bare ? bar.labelY : bar.labelY + 8} dominantBaseline="central" fill={inside ? theme.text : theme.muted}>
          {figures}
        </text>
      </g>
    </g>
  );
}
