import { expect, test } from 'vitest';
import { people } from '../host/memory/register';
import { changes, formOf, isComplete, tokenLife } from './facts';

const all = people();

test('a form that nobody touched changes nothing', () => {
  for (const person of all) {
    expect(Object.values(changes(person, formOf(person))).every((fact) => fact === null), person.entry.name).toBe(true);
  }
});

test('what was changed is named, and nothing else', () => {
  const [person] = all;
  if (!person) throw new Error('nobody');
  const form = formOf(person);
  form.ends = '2027-01-31';
  form.kinds.push('原始记录');
  form.tokens = [];
  const { ends, scope, tokens, ...others } = changes(person, form);
  expect(ends).toBe('2027-01-31');
  expect(scope?.kinds).toEqual(['检测报告', '原始记录']);
  expect(scope?.until).toBe('2028-01-05');
  expect(tokens).toEqual([]);
  expect(Object.values(others).every((fact) => fact === null)).toBe(true);
});

test('an end that was taken away is empty, not absent', () => {
  const person = all.find((one) => one.ends !== null);
  if (!person) throw new Error('nobody leaves');
  expect(changes(person, { ...formOf(person), ends: '' }).ends).toBe('');
});

test('a day that is none, a post without a title and a token without a number are not complete', () => {
  const [person] = all;
  if (!person) throw new Error('nobody');
  expect(isComplete(formOf(person))).toBe(true);
  expect(isComplete({ ...formOf(person), until: null })).toBe(false);
  expect(isComplete({ ...formOf(person), posts: [{ title: ' ', field: '', from: '2026-01-01', until: '' }] })).toBe(false);
  expect(isComplete({ ...formOf(person), tokens: [{ serial: '', state: 'primary', issued: '2026-01-01', endOfLife: '2036-01-01', warranty: '' }] })).toBe(false);
  expect(tokenLife('2026-03-02')).toBe('2036-03-02');
});
