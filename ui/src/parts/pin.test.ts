import { expect, test } from 'vitest';
import { pinFault } from './pin';

test('a new PIN has at least six characters, whatever their script', () => {
  expect(pinFault('12345', '12345')).toBe('pin-short');
  expect(pinFault('一二三四五六', '一二三四五六')).toBe(null);
  expect(pinFault('𠮷𠮷𠮷', '𠮷𠮷𠮷')).toBe('pin-short');
});

test('a new PIN is given twice alike', () => {
  expect(pinFault('135790', '135791')).toBe('pin-differs');
  expect(pinFault('135790', '135790')).toBe(null);
});
