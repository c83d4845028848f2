// Seeded files for bench:ingest, in .cache/bench: events in REES46's layout, and a shop's lines with quoted titles over several lines.
import { createWriteStream } from 'node:fs';
import { cached } from '../data.mjs';

const BLOCK = 1 << 20;
const START = Date.UTC(2019, 9, 1);
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** mulberry32 (T. Ettinger): 32 bits of state are enough for files. Uniform in [0, 1). */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** REES46's nine columns, unquoted: some 134 bytes an event, events in order of time, many sessions open at once. */
export function rees46(events, seed = 1) {
  return cached(`rees46-${events}-${seed}.csv`, (target) => {
    const header = 'event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session\n';
    return written(target, header, rees46Lines(events, seed));
  });
}

/** Ten columns with titles in quotes: Chinese, emoji, doubled quotes, delimiters and line ends inside. */
export function quoted(events, seed = 1) {
  return cached(`quoted-${events}-${seed}.csv`, (target) => {
    const header = 'event_time,event_type,product_id,category_id,category_code,brand,title,price,user_id,user_session\n';
    return written(target, header, quotedLines(events, seed));
  });
}

async function written(target, header, lines) {
  const out = createWriteStream(target);
  let text = header;
  const flush = () => (out.write(text) ? undefined : new Promise((resolve) => out.once('drain', resolve)));
  for (const line of lines) {
    text += line;
    if (text.length < BLOCK) continue;
    await flush();
    text = '';
  }
  await flush();
  await new Promise((resolve) => out.end(resolve));
}

function* rees46Lines(events, seed) {
  for (const event of shopEvents(events, seed)) {
    const { time, type, item, user, session } = event;
    yield `${time},${type},${item.id},${item.category},${item.code},${item.brand},${item.price},${user},${session}\n`;
  }
}

function* quotedLines(events, seed) {
  for (const { time, type, item, user, session } of shopEvents(events, seed)) {
    const told = `${time},${type},${item.id},${item.category},${inQuotes(item.code)},${inQuotes(item.brand)}`;
    yield `${told},"${item.title}",${item.price},${user},${session}\n`;
  }
}

/** An empty cell stays bare: in quotes it is text to some readers, and missing to others. */
const inQuotes = (cell) => (cell === '' ? '' : `"${cell}"`);

/** Sessions of returning users, interleaved: one user in every 13 events, a session in every 4.5, items by a law of popularity. */
function* shopEvents(events, seed) {
  const next = random(seed);
  const int = (bound) => Math.floor(next() * bound);
  const items = catalogue(Math.max(200, Math.round(events / 80)), next);
  const step = (31 * 86_400_000) / events;
  let users = 0;
  const open = Array.from({ length: Math.max(20, Math.round(events / 2000)) }, () => visit());

  function visit() {
    const isNew = users < 10 || next() < 0.35;
    const user = 512_000_000 + (isNew ? users++ : int(users)) * 37;
    const bytes = Array.from({ length: 16 }, () => HEX[int(256)]).join('');
    const session = `${bytes.slice(0, 8)}-${bytes.slice(8, 12)}-${bytes.slice(12, 16)}-${bytes.slice(16, 20)}-${bytes.slice(20)}`;
    return { user, session, item: items[Math.floor(items.length * next() ** 3)] };
  }

  for (let i = 0; i < events; i++) {
    const second = Math.floor((i * step) / 1000);
    let place = int(open.length);
    // No two events of a session in one second, so that no two rows are equal.
    while (open[place].second === second) place = (place + 1) % open.length;
    open[place].second = second;
    const { user, session, item } = open[place];
    const draw = next();
    const type = draw < 0.93 ? 'view' : draw < 0.97 ? 'cart' : draw < 0.98 ? 'remove_from_cart' : 'purchase';
    const time = `${new Date(START + second * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
    yield { time, type, item, user, session };
    if (next() < 1 / 4.5) open[place] = visit();
    else if (next() < 0.6) open[place].item = items[Math.floor(items.length * next() ** 3)];
  }
}

const WORDS = [
  '手机壳',
  '防摔',
  'über',
  'Größe',
  '蓝牙耳机',
  'naïve',
  'Кружка',
  '🐟',
  '限量版',
  'stainless',
  '2 x 500 ml',
  'señorita',
  '收纳盒',
  'pocket',
];

function catalogue(size, next) {
  const int = (bound) => Math.floor(next() * bound);
  const categories = Array.from({ length: 600 }, (_, i) => ({
    id: `20530135${String(10_000_000_000 + i * 76_543_211).slice(0, 11)}`,
    code: i % 3 === 0 ? '' : `group${i % 13}.family${i % 60}.kind${i % 130}`,
  }));
  const brands = Array.from({ length: 2500 }, (_, i) => (i % 7 === 0 ? '' : `brand${(i * 7919) % 2500}`));
  return Array.from({ length: size }, (_, i) => {
    const category = categories[int(categories.length)];
    const words = Array.from({ length: 3 + int(5) }, () => WORDS[int(WORDS.length)]);
    return {
      id: 1_000_000 + i * 13,
      category: category.id,
      code: category.code,
      brand: brands[int(brands.length)],
      price: Math.exp(2 + 4 * next()).toFixed(2),
      title: `${words[0]}, ""${words[1]}""\n${words.slice(2).join(' ')}`,
    };
  });
}
