// Which sentences a failure has: those of its case where there are any, else those of its code.

import { expect, test } from 'vitest';
import { format } from './catalogue';
import { failureRemedy, failureSentence, isWrongPin } from './text.svelte';

test('a case has its own sentence and remedy', () => {
  expect(failureSentence({ code: 'token', case: 'pin-incorrect' })).toBe(format('zh-CN', 'token-pin-incorrect'));
  expect(failureRemedy({ code: 'token', case: 'pin-incorrect' })).toBe(format('zh-CN', 'token-pin-incorrect-remedy'));
});

test('a case that the catalogue does not know has those of its code', () => {
  expect(failureSentence({ code: 'pdf-damaged', case: 'no-such-case' })).toBe(format('zh-CN', 'failure-pdf-damaged'));
  expect(failureRemedy({ code: 'pdf-damaged' })).toBe(format('zh-CN', 'failure-pdf-damaged-remedy'));
});

test('a wrong PIN is one of this computer or of a token', () => {
  expect(isWrongPin({ code: 'pin-wrong' })).toBe(true);
  expect(isWrongPin({ code: 'token', case: 'pin-incorrect-final' })).toBe(true);
  expect(isWrongPin({ code: 'token', case: 'pin-locked' })).toBe(false);
  expect(isWrongPin(null)).toBe(false);
});
