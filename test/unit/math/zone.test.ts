import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wallToUtc, zone } from '../../../workers/math/zone';
import { AppError } from '../../../workers/protocol/errors';

const HOUR = 3_600_000;

describe('zone', () => {
  it('knows published offsets', () => {
    expect(zone('UTC').offset(0)).toBe(0);
    expect(zone('Asia/Shanghai').offset(Date.UTC(2024, 5, 1))).toBe(8 * HOUR);
    expect(zone('Asia/Kathmandu').offset(Date.UTC(2024, 5, 1))).toBe(5.75 * HOUR);
    expect(zone('Europe/Berlin').offset(Date.UTC(2024, 0, 1))).toBe(HOUR);
    expect(zone('Europe/Berlin').offset(Date.UTC(2024, 6, 1))).toBe(2 * HOUR);
  });

  it('changes at the instant at which the clocks change', () => {
    // European summer time begins on the last Sunday of March and ends on the last Sunday of October, 01:00 UTC.
    const berlin = zone('Europe/Berlin');
    expect(berlin.offset(Date.UTC(2024, 2, 31, 0, 59, 59, 999))).toBe(HOUR);
    expect(berlin.offset(Date.UTC(2024, 2, 31, 1))).toBe(2 * HOUR);
    expect(berlin.offset(Date.UTC(2024, 9, 27, 0, 59, 59, 999))).toBe(2 * HOUR);
    expect(berlin.offset(Date.UTC(2024, 9, 27, 1))).toBe(HOUR);
  });

  it('agrees with Intl on any instant, in any order', () => {
    const names = ['America/New_York', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Tehran'];
    const zones = new Map(names.map((name) => [name, zone(name)]));
    const instant = fc.integer({ min: Date.UTC(1975, 0) / 60_000, max: Date.UTC(2035, 0) / 60_000 }).map((minute) => minute * 60_000);
    fc.assert(
      fc.property(fc.constantFrom(...names), instant, (name, at) => {
        const wall = new Date(at).toLocaleString('sv-SE', { timeZone: name });
        expect(new Date(at + zones.get(name)!.offset(at)).toISOString().slice(0, 19).replace('T', ' ')).toBe(wall);
      }),
      { numRuns: 500 },
    );
  });

  it('inverts wall-clock times; takes the earlier of two and steps over gaps', () => {
    const berlin = zone('Europe/Berlin');
    expect(wallToUtc(Date.UTC(2024, 6, 1, 12), berlin)).toBe(Date.UTC(2024, 6, 1, 10));
    expect(wallToUtc(Date.UTC(2024, 9, 27, 2, 30), berlin)).toBe(Date.UTC(2024, 9, 27, 0, 30));
    expect(wallToUtc(Date.UTC(2024, 2, 31, 2, 30), berlin)).toBe(Date.UTC(2024, 2, 31, 1, 30));
  });

  it('refuses a name that does not exist', () => {
    expect(() => zone('Mars/Olympus')).toThrow(AppError);
  });
});
