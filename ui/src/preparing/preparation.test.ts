import { expect, test } from 'vitest';
import type { Document } from '../bindings/wire';
import { Preparation } from './preparation.svelte';

const place = { page: 0, left: 10, top: 10, width: 54, height: 18 };

test('says what is lacking, field by field, and nothing once each has a name and a place', () => {
  const one = new Preparation({ id: 'document-1' } as Document);
  expect(one.lack).toEqual({ what: 'fields', key: null });
  one.add('');
  expect(one.lack?.what).toBe('name');
  const first = one.field;
  if (first) first.name = '编制';
  expect(one.lack?.what).toBe('place');
  one.putAt(place);
  expect(one.lack).toBeNull();
  one.add(' 编制 ');
  one.putAt(place);
  expect(one.lack).toEqual({ what: 'twice', key: 2 });
});

test('keeps the order that was chosen', () => {
  const one = new Preparation({ id: 'document-1' } as Document);
  for (const name of ['编制', '审核', '批准']) one.add(name);
  one.up(3);
  one.up(1);
  expect(one.fields.map((field) => field.name)).toEqual(['编制', '批准', '审核']);
  one.remove(3);
  expect(one.fields.map((field) => field.key)).toEqual([1, 2]);
  expect(one.current).toBe(2);
});
