import { readFileSync } from 'node:fs';

/**
 * Figures of the real files, computed by plain loops over their text and apart from the product: nothing of workers/ or src/ is imported.
 * Slow and obvious on purpose.
 */
export interface FileFacts {
  /** Records below the header. */
  readonly rowsRead: number;
  /** Records with a user that are the same text in every column as an earlier one. */
  readonly duplicates: number;
  readonly noUser: number;
  readonly kept: number;
  readonly users: number;
  /** `2011-05` to money net of cancellations, over kept rows; null where the file has no money. */
  readonly revenueByMonth: ReadonlyMap<string, number> | null;
  /** Named customers, and those with the most orders. */
  readonly rfm: readonly CustomerFacts[];
  /** Line of the file, from 1, of the first record without a user; null where there is none. */
  readonly firstRejectedLine: number | null;
}

export interface CustomerFacts {
  readonly user: string;
  /** From the last purchase to the last kept event of the file. */
  readonly recencyDays: number;
  /** Distinct orders that are not cancellations; distinct times of purchase where the file has no orders. */
  readonly orders: number;
  readonly value: number | null;
}

export type RealFileName = 'online-retail.csv.gz' | 'cdnow.txt' | 'simple-shop.csv' | 'ecom.csv.gz';

/** One record as the file's own columns say it. */
interface Reading {
  readonly user: string;
  /** ms, as if the clock of the file were UTC. */
  readonly time: number;
  readonly purchase: boolean;
  readonly amount: number;
  readonly order: string;
}

interface FileKind {
  readonly spaces?: true;
  readonly money: boolean;
  readonly named: readonly string[];
  read(cell: (column: string) => string): Reading;
}

const KINDS: Readonly<Record<RealFileName, FileKind>> = {
  'online-retail.csv.gz': {
    money: true,
    named: ['12346', '12347', '12348', '17850', '14646'],
    read: (cell) => ({
      user: cell('CustomerID').replace(/\.0$/, ''),
      time: clockTime(cell('InvoiceDate')),
      purchase: !cell('InvoiceNo').startsWith('C'),
      amount: Number(cell('Quantity')) * Number(cell('UnitPrice')),
      order: cell('InvoiceNo'),
    }),
  },
  'cdnow.txt': {
    spaces: true,
    money: true,
    named: ['00001', '00002', '00003', '23570'],
    read: (cell) => ({
      user: cell('customer_id'),
      time: clockTime(cell('date').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')),
      purchase: true,
      amount: Number(cell('dollar_value')),
      order: cell('date'),
    }),
  },
  'simple-shop.csv': {
    money: false,
    named: [],
    read: (cell) => ({
      user: cell('client_id'),
      time: clockTime(cell('timestamp')),
      purchase: cell('event') === 'payment_done',
      amount: 0,
      order: cell('timestamp'),
    }),
  },
  'ecom.csv.gz': {
    money: false,
    named: [],
    read: (cell) => ({
      user: cell('user_id'),
      time: clockTime(cell('timestamp')),
      purchase: cell('event') === 'purchase',
      amount: 0,
      order: cell('timestamp'),
    }),
  },
};

const DAY = 86_400_000;

/** @param file path of the unpacked file */
export function factsOf(name: RealFileName, file: string): FileFacts {
  const kind = KINDS[name];
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const [header, ...records] = kind.spaces ? spacedRecords(text) : recordsOf(text);
  const columnAt = new Map(header!.cells.map((column, i) => [column, i]));

  const seen = new Set<string>();
  const kept: Reading[] = [];
  let duplicates = 0;
  let noUser = 0;
  let firstRejectedLine: number | null = null;
  for (const { cells, line } of records) {
    const reading = kind.read((column) => cells[columnAt.get(column)!]!.trim());
    const whole = cells.join('\u0000');
    if (reading.user === '') {
      noUser++;
      firstRejectedLine ??= line;
    } else if (seen.has(whole)) {
      duplicates++;
    } else {
      seen.add(whole);
      kept.push(reading);
    }
  }
  return {
    rowsRead: records.length,
    duplicates,
    noUser,
    kept: kept.length,
    users: new Set(kept.map((row) => row.user)).size,
    revenueByMonth: kind.money ? revenueByMonth(kept) : null,
    rfm: customers(kept, kind),
    firstRejectedLine,
  };
}

function revenueByMonth(rows: readonly Reading[]): Map<string, number> {
  const months = new Map<string, number>();
  for (const row of rows) {
    const month = new Date(row.time).toISOString().slice(0, 7);
    months.set(month, (months.get(month) ?? 0) + row.amount);
  }
  return months;
}

function customers(rows: readonly Reading[], { named, money }: FileKind): CustomerFacts[] {
  let end = -Infinity;
  const byUser = new Map<string, { orders: Set<string>; last: number; value: number }>();
  for (const row of rows) {
    end = Math.max(end, row.time);
    const user = byUser.get(row.user) ?? { orders: new Set<string>(), last: -Infinity, value: 0 };
    byUser.set(row.user, user);
    user.value += row.amount;
    if (!row.purchase) continue;
    user.orders.add(row.order);
    user.last = Math.max(user.last, row.time);
  }
  const busiest = [...byUser]
    .filter(([, user]) => user.orders.size > 0)
    .sort(([a, left], [b, right]) => right.orders.size - left.orders.size || (a < b ? -1 : 1))
    .slice(0, 5)
    .map(([id]) => id);
  return [...new Set([...named, ...busiest])].map((user) => {
    const { orders, last, value } = byUser.get(user)!;
    return { user, recencyDays: (end - last) / DAY, orders: orders.size, value: money ? value : null };
  });
}

/** `2011-05-01`, `2011-05-01 12:30:00`, with or without a fraction of the second. */
function clockTime(text: string): number {
  const match = /^(\d+)-(\d+)-(\d+)(?:[ T](\d+):(\d+)(?::(\d+)(\.\d+)?)?)?/.exec(text);
  if (!match) throw new Error(`not a time: ${text}`);
  const [year, month, day, hour, minute, second, fraction] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second) + fraction * 1000;
}

interface FileRecord {
  readonly cells: readonly string[];
  /** Of the file, from 1, where the record begins. */
  readonly line: number;
}

/** The cells of a CSV (RFC 4180: commas, double quotes, any line end). Blank lines are no records. */
export function parseCsv(text: string): string[][] {
  return recordsOf(text).map(({ cells }) => [...cells]);
}

function recordsOf(text: string): FileRecord[] {
  const records: FileRecord[] = [];
  let cells: string[] = [];
  let at = 0;
  let line = 1;
  let begin = 1;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (at >= text.length) throw new Error(`a quote opened in line ${begin} is never closed`);
        if (text[at] === '"') {
          if (text[at + 1] !== '"') break;
          at++;
        }
        if (text[at] === '\n') line++;
        cell += text[at];
      }
      at++;
    } else {
      const from = at;
      while (at < text.length && text[at] !== ',' && text[at] !== '\n' && text[at] !== '\r') at++;
      cell = text.slice(from, at);
    }
    cells.push(cell);
    if (text[at] === ',') {
      at++;
      // A comma at the very end leaves one more, empty cell.
      if (at < text.length) continue;
      cells.push('');
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    if (cells.length > 1 || cells[0] !== '') records.push({ cells, line: begin });
    cells = [];
    line++;
    begin = line;
  }
  return records;
}

function spacedRecords(text: string): FileRecord[] {
  return text
    .split(/\r?\n/)
    .map((each, i) => ({ cells: each.trim().split(/ +/), line: i + 1 }))
    .filter(({ cells }) => cells[0] !== '');
}

/**
 * Agreement of two partitions of the same things, corrected for chance (Hubert & Arabie 1985): 1 for the same partition under any names,
 * 0 on average for random ones.
 */
export function adjustedRandIndex(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  if (a.length !== b.length) throw new Error('partitions of different sets');
  const pairs = (n: number) => (n * (n - 1)) / 2;
  const sumOfPairs = (keys: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    let sum = 0;
    for (const count of counts.values()) sum += pairs(count);
    return sum;
  };
  const together = sumOfPairs(a.map((label, i) => JSON.stringify([label, b[i]])));
  const inA = sumOfPairs(a.map(String));
  const inB = sumOfPairs(b.map(String));
  const expected = (inA * inB) / pairs(a.length);
  const most = (inA + inB) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}
