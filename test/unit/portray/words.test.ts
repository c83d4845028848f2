import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../../../workers/math/random';
import { fewest } from '../../../workers/portray/words/fewest';
import { segmentWords } from '../../../workers/portray/words';
import { bandOf, excessP } from '../../../workers/portray/words/standing-out';
import { runsOf } from '../../../workers/portray/words/terms';
import type { EventTable } from '../../../workers/protocol/events';
import type { FeatureMatrix } from '../../../workers/protocol/features';
import { WORDS_RULE } from '../../../workers/protocol/portraits';
import { eventTable, type EventRow } from '../../fixtures/events';
import { plantedWords } from '../../fixtures/planted-words';
import { trueSegments } from '../../fixtures/tracked';

/** A matrix of one feature that is the same for all: words do not look at it. */
function matrixOf({ users, time }: EventTable): FeatureMatrix {
  const last = time.reduce((most, t) => Math.max(most, t), 0);
  return {
    users,
    features: 1,
    userIndex: Uint32Array.from({ length: users }, (_, user) => user),
    raw: new Float64Array(users),
    scaled: new Float32Array(users),
    specs: [],
    constant: [],
    support: { purchases: true, refunds: false, browsing: true, timesOfDay: true, types: [], view: [], cart: [] },
    from: 0,
    to: last + 1,
    end: last,
  };
}

function wordsOf(events: EventTable, groups: Int32Array) {
  const matrix = matrixOf(events);
  return segmentWords(events, matrix, trueSegments(matrix, groups));
}

/** A table of what users say, each text an event of its own. `said[user]` */
function sayings(said: readonly (readonly string[])[]): EventTable {
  const rows = said.flatMap((texts, user): EventRow[] => [
    { user: `u${user}`, t: 0, type: 'visit' },
    ...texts.map((text, i): EventRow => ({ user: `u${user}`, t: 1 + i, type: 'search', text })),
  ]);
  return eventTable(rows, { purchaseTypes: [] });
}

const keysOf = (text: string) => runsOf(text).flatMap(({ atoms, longer }) => [...atoms, ...longer].map(({ key }) => key));

describe('what a text is made of', () => {
  it('is words and phrases where words stand apart, and characters in a row where they do not', () => {
    expect(keysOf('Red running shoes, size 42')).toEqual(
      expect.arrayContaining(['red', 'running', 'shoes', 'size', 'red running', 'running shoes', 'red running shoes']),
    );
    expect(keysOf('Red running shoes, size 42')).not.toContain('shoes size');
    expect(keysOf('42 2024 x')).toEqual([]);
    expect(keysOf('Don’t')).toEqual(["don't"]);
    expect(keysOf('跑步鞋')).toEqual(['跑步', '步鞋', '跑步鞋']);
    expect(keysOf('女')).toEqual(['女']);
    expect(keysOf('女 鞋')).toEqual(['女', '鞋']);
    expect(keysOf('nike跑步')).toEqual(['nike', '跑步']);
    expect(keysOf('รองเท้า วิ่ง')).toEqual(['รองเท้า', 'วิ่ง']);
    expect(keysOf('ＳＨＯＥＳ')).toEqual(['shoes']);
  });

  it('has every longer term made of its atoms, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const { atoms, longer } of runsOf(text)) {
          for (const { key, from, atoms: count } of longer) {
            expect(from + count).toBeLessThanOrEqual(atoms.length);
            for (const atom of atoms.slice(from, from + count)) expect(key).toContain(atom.key);
          }
        }
      }),
    );
  });
});

describe('the bound of chance', () => {
  it('is never below the exact probability of one band, and near it where a segment is small', () => {
    // Hypergeometric, summed from ratios: users, of them in the segment, of them with the term.
    const exact = (users: number, segment: number, all: number, count: number) => {
      const logFactorial = (n: number) => Array.from({ length: n }, (_, i) => Math.log(i + 1)).reduce((sum, one) => sum + one, 0);
      const choose = (n: number, m: number) => logFactorial(n) - logFactorial(m) - logFactorial(n - m);
      let sum = 0;
      for (let x = count; x <= Math.min(all, segment); x++) {
        if (all - x <= users - segment) sum += Math.exp(choose(segment, x) + choose(users - segment, all - x) - choose(users, all));
      }
      return sum;
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 120 }),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        (users, share, many) => {
          const segment = Math.max(1, Math.round(share * users));
          const all = Math.min(many, users);
          const expected = (all * segment) / users;
          for (let count = 0; count <= Math.min(all, segment); count++) {
            expect(excessP(count, expected, all)).toBeGreaterThanOrEqual(exact(users, segment, all, count) * (1 - 1e-9));
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(excessP(12, 4, 40)).toBeCloseTo(exact(4000, 400, 40, 12), 4);
  });
});

describe('terms that say the same', () => {
  const term = (key: string, ...users: number[]) => ({ key, users: Uint32Array.from(users) });

  it('are told by the longest that nearly all of them have', () => {
    const keys = (...terms: ReturnType<typeof term>[]) => fewest(terms, 9).map(({ key }) => key);
    expect(keys(term('跑步', 1, 2, 3, 4, 5), term('步鞋', 1, 2, 3, 4, 5), term('跑步鞋', 1, 2, 3, 4, 5))).toEqual(['跑步鞋']);
    // A topic of which the longer term is one case among several.
    expect(keys(term('shoes', 1, 2, 3, 4, 5, 6), term('red shoes', 1, 2))).toEqual(['shoes']);
    expect(keys(term('越野跑步', 1, 2, 3), term('野跑步鞋', 1, 2, 3))).toEqual(['越野跑步']);
    // Parts of words are other words.
    expect(keys(term('heart', 1, 2, 3), term('art', 1, 2, 3))).toEqual(['heart', 'art']);
  });
});

describe('the words of a segment', () => {
  it.each(['searches', 'profiles', 'profiles alone', 'brands'] as const)('are those that were planted: in %s', (where) => {
    const { events, truth } = plantedWords(where, 400, 3);
    const told = wordsOf(events, truth)!;
    expect(told.length).toBe(2);
    const topics = [
      ['trail', 'marathon', '跑步鞋'],
      ['nursery', 'crib', '奶瓶'],
    ];
    told.forEach((list, label) => {
      const [own, other] = [topics[label]!, topics[1 - label]!];
      const said = list.map(({ word }) => word);
      for (const word of own) expect(said).toContain(word);
      for (const word of other) expect(said).not.toContain(word);
      for (const { of } of list) expect(of).toBe(where === 'searches' ? 'words' : where === 'brands' ? 'text' : 'profile');
    });
  });

  it('are counted by users, as counting apart from the product has it', () => {
    const { events, truth } = plantedWords('searches', 300, 5);
    const has = (user: number, word: string) => {
      for (let row = events.userOffsets[user]!; row < events.userOffsets[user + 1]!; row++) {
        const code = events.text!.codes[row]!;
        if (code >= 0 && ` ${events.text!.names[code]!} `.includes(/\p{Script=Han}/u.test(word) ? word : ` ${word} `)) return true;
      }
      return false;
    };
    const told = wordsOf(events, truth)!;
    let seen = 0;
    told.forEach((list, label) => {
      const mine = [...truth.keys()].filter((user) => truth[user] === label);
      const rest = [...truth.keys()].filter((user) => truth[user] !== label);
      for (const { word, users, share, others } of list) {
        const count = mine.filter((user) => has(user, word)).length;
        expect(users, word).toBe(count);
        expect(share).toBeCloseTo(count / mine.length, 12);
        expect(others).toBeCloseTo(rest.filter((user) => has(user, word)).length / rest.length, 12);
        expect(users).toBeGreaterThanOrEqual(WORDS_RULE.leastUsers);
        expect(share).toBeGreaterThanOrEqual(WORDS_RULE.leastRatio * others);
        seen++;
      }
    });
    expect(seen).toBeGreaterThan(4);
  });

  it('are not decided by a user who says one word a thousand times, nor by a segment that merely says much', () => {
    const rng = random(2, 'words');
    const words = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel', 'india', 'juliet'];
    const groups = Int32Array.from({ length: 300 }, (_, user) => +(user < 120));
    const said = Array.from(groups, (group, user) => {
      if (user === 0) return Array.from({ length: 1000 }, () => 'zulu zulu');
      // One group searches three times as often, for the same things.
      return Array.from({ length: (group === 1 ? 9 : 3) + rng.int(3) }, () => words[rng.int(words.length)]!);
    });
    expect(wordsOf(sayings(said), groups)).toEqual([[], []]);
  });

  it('are none beyond the rate that is stated where words have nothing to do with segments', () => {
    // Words of very different frequency, users of very different activity, segments of different size that differ in activity alone.
    const files = 120;
    let wrong = 0;
    for (let seed = 0; seed < files; seed++) {
      const rng = random(seed, 'no words');
      const groups = Int32Array.from({ length: 240 }, () => (rng.next() < 0.2 ? 2 : rng.next() < 0.4 ? 1 : 0));
      const said = Array.from(groups, (group) =>
        Array.from(
          { length: rng.int(4 + 4 * group) },
          () => `w${'abcdefghijklmnopqrstuvwxyz'[Math.floor(26 * rng.next() ** 2)]!}${'xyz'[rng.int(3)]!}`,
        ),
      );
      const told = wordsOf(sayings(said), groups)!;
      if (told.some((list) => list.length > 0)) wrong++;
    }
    // Were it 5 % of such files, 12 or more of 120 would come about once in 50 times.
    expect(wrong).toBeLessThan(12);
  });

  it('are absent without text, and none where a segment has everybody', () => {
    const events = eventTable([
      { user: 'a', t: 0, type: 'view' },
      { user: 'b', t: 0, type: 'view' },
    ]);
    expect(wordsOf(events, Int32Array.of(0, 1))).toBeNull();
    const { events: talking } = plantedWords('searches', 60, 1);
    expect(wordsOf(talking, new Int32Array(60))).toEqual([[]]);
  });

  it('are whole where they are longer than the pieces of Han that are counted, and not longer than they are', () => {
    const groups = Int32Array.from({ length: 200 }, (_, user) => user % 2);
    // Each says a word of seven characters among others, and one of four that goes on in many ways.
    const WORDS = [
      ['智能扫地机器人', '蓝牙耳机'],
      ['不锈钢保温水杯', '纯棉床单'],
    ] as const;
    const said = Array.from(groups, (group, user) => {
      const one = (of: readonly string[]) => of[(user >> 1) % of.length]!;
      return [
        `${one(['便宜', '新款', '正品'])} ${WORDS[group]![0]} ${one(['包邮', '促销'])}`,
        `${one(['白', '黑', '红', '蓝'])}${WORDS[group]![1]}${one(['套', '盒', '线', '架'])}`,
      ];
    });
    wordsOf(sayings(said), groups)!.forEach((list, group) => {
      const mine = groups.filter((other) => other === group).length;
      expect(list.map(({ word }) => word).sort()).toEqual([...WORDS[group]!].sort());
      for (const one of list) expect(one).toMatchObject({ users: mine, share: 1, others: 0 });
    });
  });

  it('are what stands in the window alone', () => {
    const said = Array.from({ length: 100 }, (_, user) => (user < 50 ? ['early bird'] : ['late owl']));
    const events = sayings(said);
    const matrix = { ...matrixOf(events), to: 1 };
    const groups = Int32Array.from({ length: 100 }, (_, user) => +(user >= 50));
    expect(segmentWords(events, matrix, trueSegments(matrix, groups))).toEqual([[], []]);
    const whole = wordsOf(events, groups)!.map((list) => list.map(({ word }) => word));
    expect(whole.flat().sort()).toEqual(['early bird', 'late owl']);
  });

  it('are half an octave of saying much apart', () => {
    expect([0, 1, 2, 3, 4, 6, 8].map(bandOf)).toEqual([0, 1, 3, 4, 5, 6, 7]);
  });
});
