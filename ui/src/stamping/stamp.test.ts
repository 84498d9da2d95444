import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Stamp } from '../bindings/wire';
import { type Art, OneStamp } from './stamp.svelte';

const SEAL: Art = { art: { seal: 'one' }, name: '检验检测专用章', width: 40, height: 40, mark: null };
const A4 = { width: 210, height: 297 };

const tenths = (least: number, most: number) => fc.integer({ min: least * 10, max: most * 10 }).map((value) => value / 10);
const places: fc.Arbitrary<Stamp['at']> = fc.oneof(
  fc.record({ pages: fc.constantFrom('first', 'last', 'all', 'odd', 'even', { listed: '1-3,5' }), left: tenths(0, 200), top: tenths(0, 280), width: fc.constant(null) }).map((pages) => ({ pages }) as Stamp['at']),
  fc.record({ text: fc.constantFrom('批准', '（盖章）'), occurrence: fc.constantFrom('last', 'every', { nth: 3 }), right: tenths(-50, 50), down: tenths(-50, 50), width: fc.constant(null) }).map((keyword) => ({ keyword }) as Stamp['at']),
  fc.record({ edge: fc.constantFrom('left', 'right', 'top', 'bottom'), oddOnly: fc.boolean(), along: fc.integer({ min: 0, max: 100 }).map((part) => part / 100), mostSlices: fc.integer({ min: 2, max: 200 }), width: fc.constant(null) }).map((seam) => ({ seam }) as Stamp['at']),
  fc.constant({ field: '批准' }),
);
const inks = fc.record({ opacity: fc.integer({ min: 10, max: 100 }).map((part) => part / 100), multiply: fc.boolean(), angle: tenths(-45, 45) });

test('a kept stamp is taken and asked for as it was kept', () => {
  fc.assert(fc.property(places, inks, (at, ink) => {
    const stamp = new OneStamp(1, SEAL);
    stamp.take({ art: SEAL.art, at, ink });
    expect(stamp.lack(9)).toBeNull();
    expect(stamp.wire).toEqual({ art: SEAL.art, at, ink });
  }));
});

test('the last page of one report is the last page of the next', () => {
  const stamp = new OneStamp(1, SEAL);
  stamp.putAt({ page: 5, left: 120, top: 200, width: 40, height: 40 });
  expect(stamp.wire.at).toMatchObject({ pages: { pages: { listed: '6' } } });
  expect(stamp.kept(6).at).toMatchObject({ pages: { pages: 'last' } });
  expect(stamp.kept(7).at).toMatchObject({ pages: { pages: { listed: '6' } } });
});

test('what is moved comes back, and a seam seal moves along its edge alone', () => {
  fc.assert(fc.property(places, tenths(-20, 20), tenths(-20, 20), (at, right, down) => {
    const stamp = new OneStamp(1, SEAL);
    stamp.take({ art: SEAL.art, at, ink: { opacity: 1, multiply: true, angle: 0 } });
    if (stamp.way === 'seam') stamp.along = 50;
    const before = stamp.wire.at;
    stamp.shift(right, down, A4);
    if (stamp.axis === 'down') expect(stamp.along).toBeCloseTo(50 + (down / 297) * 100, 0);
    if (stamp.axis === 'across') expect(stamp.along).toBeCloseTo(50 + (right / 210) * 100, 0);
    stamp.shift(-right, -down, A4);
    if (stamp.way !== 'seam') expect(stamp.wire.at).toEqual(before);
    else expect(stamp.along).toBeCloseTo(50, 0);
  }));
});

test('turned artwork needs a larger box around the same middle', () => {
  const stamp = new OneStamp(1, { ...SEAL, width: 40, height: 20 });
  expect(stamp.box).toEqual({ width: 40, height: 20 });
  stamp.angle = 45;
  expect(stamp.box.width).toBeCloseTo(60 * Math.SQRT1_2, 6);
  expect(stamp.box.height).toBeCloseTo(60 * Math.SQRT1_2, 6);
});
