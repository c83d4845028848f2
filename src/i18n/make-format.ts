import type { Language } from '../workbench/names';

export type { Language };

/** Numbers, times and sizes as a language writes them. Every figure on a screen goes through one of these. */
export interface Format {
  /** `12,345`; at most `digits` decimals (0 by default). A missing figure is a dash. */
  number(value: number, digits?: number): string;
  /** With so many decimals, whatever they are: figures that stand beside each other. */
  fixed(value: number, digits: number): string;
  /** Three significant digits: figures of unknown size, such as feature means and losses; below a millionth as `1.55E-14`. */
  significant(value: number): string;
  /**
   * `1.25M`, `125万`: where room is scarce; below 10,000 as any number. Of an axis or a column its largest figure, `most`, decides for all. Two
   * decimals, since the steps of an axis have as many.
   */
  compact(value: number, most?: number): string;
  /** A share 0…1 as `24.1 %`-like text; one decimal unless told. */
  percent(share: number, digits?: number): string;
  /** Money in the file's own currency, which Shoal does not know: no sign; two decimals below 1,000, none above. */
  money(value: number): string;
  /** Seconds as `0.4 s`, `12 s`, `1 min 20 s`, `2 h 5 min`. */
  duration(seconds: number): string;
  milliseconds(value: number): string;
  /** A day, of ms UTC, in an IANA zone (UTC unless told). */
  date(ms: number, timeZone?: string): string;
  dateTime(ms: number, timeZone?: string): string;
  /** Hour of the day, `14:00`, and day of the week, `Mon`, of ms UTC in a zone. */
  hour(ms: number, timeZone?: string): string;
  weekday(ms: number, timeZone?: string): string;
  /** `2011-05` as «May 2011». */
  month(label: string): string;
  bytes(value: number): string;
  list(words: readonly string[]): string;
  /** Sentences behind each other; empty ones say nothing. */
  sentences(texts: readonly string[]): string;
  /** `name (more)`, with the language’s own brackets. */
  aside(name: string, more: string): string;
  /** `name: said`, with the language’s own colon. */
  said(name: string, said: string): string;
}

const DASH = '–';

// Intl's own short units read «12 sec» and «2 hr»; the symbols of the SI are shorter and the same everywhere.
const UNITS: Readonly<Record<Language, Readonly<Record<'millisecond' | 'second' | 'minute' | 'hour', string>>>> = {
  en: { millisecond: ' ms', second: ' s', minute: ' min', hour: ' h' },
  'zh-CN': { millisecond: ' 毫秒', second: ' 秒', minute: ' 分', hour: ' 小时' },
};

function make(language: Language): Format {
  const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
  const numbers = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = `n${JSON.stringify(options)}`;
    const known = cache.get(key) ?? new Intl.NumberFormat(language, options);
    cache.set(key, known);
    return known as Intl.NumberFormat;
  };
  const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const key = `d${JSON.stringify(options)}`;
    const known = cache.get(key) ?? new Intl.DateTimeFormat(language, options);
    cache.set(key, known);
    return known as Intl.DateTimeFormat;
  };
  // The minus of the words around it, which is as wide as their plus; Intl writes a hyphen.
  const guard = (value: number, write: (value: number) => string) =>
    Number.isFinite(value) ? write(value).replace(/^-|(?<=E)-/, '−') : DASH;
  /** Nothing is nothing, whichever side it was rounded from. */
  const unsigned = { signDisplay: 'negative' } as const;
  const plain = (value: number, digits: number) => numbers({ maximumFractionDigits: digits, ...unsigned }).format(value);
  const words = UNITS[language];

  const duration = (seconds: number): string => {
    if (seconds < 9.95) return plain(seconds, 1) + words.second;
    const whole = Math.round(seconds);
    if (whole < 60) return plain(whole, 0) + words.second;
    const minutes = Math.round(whole / 60);
    const [first, rest] =
      whole < 3600
        ? [plain(Math.floor(whole / 60), 0) + words.minute, plain(whole % 60, 0) + words.second]
        : [plain(Math.floor(minutes / 60), 0) + words.hour, plain(minutes % 60, 0) + words.minute];
    return rest.startsWith('0') ? first : `${first} ${rest}`;
  };

  const bytes = (value: number): string => {
    const steps = ['B', 'kB', 'MB', 'GB'] as const;
    let scaled = value;
    let step = 0;
    while (scaled >= 999.5 && step < steps.length - 1) {
      scaled /= 1000;
      step++;
    }
    return `${plain(scaled, step > 0 && scaled < 9.95 ? 1 : 0)} ${steps[step]!}`;
  };

  return {
    number: (value, digits = 0) => guard(value, (v) => plain(v, digits)),
    fixed: (value, digits) =>
      guard(value, (v) => numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits, ...unsigned }).format(v)),
    significant: (value) =>
      guard(value, (v) =>
        numbers({ maximumSignificantDigits: 3, notation: v !== 0 && Math.abs(v) < 1e-6 ? 'scientific' : 'standard' }).format(v),
      ),
    compact: (value, most = value) =>
      guard(value, (v) =>
        numbers({ notation: Math.abs(most) < 10_000 ? 'standard' : 'compact', maximumFractionDigits: 2, ...unsigned }).format(v),
      ),
    percent: (share, digits = 1) =>
      guard(share, (v) =>
        numbers({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits, ...unsigned }).format(v),
      ),
    money: (value) =>
      guard(value, (v) => {
        const digits = Math.abs(v) < 1000 ? 2 : 0;
        return numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits, ...unsigned }).format(v);
      }),
    duration: (seconds) => guard(seconds, duration),
    milliseconds: (value) => guard(value, (v) => plain(v, v < 9.95 ? 1 : 0) + words.millisecond),
    date: (ms, timeZone = 'UTC') => guard(ms, (v) => dates({ timeZone, year: 'numeric', month: 'short', day: 'numeric' }).format(v)),
    dateTime: (ms, timeZone = 'UTC') =>
      guard(ms, (v) =>
        dates({ timeZone, year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
          v,
        ),
      ),
    hour: (ms, timeZone = 'UTC') =>
      guard(ms, (v) => `${dates({ timeZone, hour: '2-digit', hourCycle: 'h23' }).format(v).replace(/\D/g, '')}:00`),
    weekday: (ms, timeZone = 'UTC') => guard(ms, (v) => dates({ timeZone, weekday: 'short' }).format(v)),
    month: (label) => {
      const ms = Date.parse(`${label}-01T00:00:00Z`);
      return Number.isFinite(ms) ? dates({ timeZone: 'UTC', year: 'numeric', month: 'short' }).format(ms) : label;
    },
    bytes: (value) => guard(value, bytes),
    // A full stop in Chinese brings its own space.
    sentences: (texts) => texts.filter((text) => text !== '').join(language === 'zh-CN' ? '' : ' '),
    aside: (name, more) => (language === 'zh-CN' ? `${name}（${more}）` : `${name} (${more})`),
    said: (name, said) => (language === 'zh-CN' ? `${name}：${said}` : `${name}: ${said}`),
    list: (words) => new Intl.ListFormat(language, { type: 'conjunction' }).format(words),
  };
}

const formats = new Map<Language, Format>();

/** The format of a language, without React or the store: the chart worker writes figures too. */
export function formatFor(language: Language): Format {
  const known = formats.get(language) ?? make(language);
  formats.set(language, known);
  return known;
}

/** Text from a file as it may be shown: control characters out, long values cut. */
export function clip(text: string, length = 60): string {
  const clean = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  const letters = [...clean.slice(0, length * 2 + 2)];
  return letters.length > length ? `${letters.slice(0, length).join('')}…` : clean;
}
