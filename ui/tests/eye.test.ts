// What the eye sees, in a real browser with the host in memory: versions and their differences, pasted pictures, what else is in a file.

import { describe, expect, test } from 'vitest';
import { calls, click, drawn, goTo, it, page, visit } from './stage';

const on = (number: number, id: string) => page.locator(`[data-testid="page"][data-page="${number}"] [data-testid="${id}"]`);
const at = (where: string) => page.locator(`[data-testid="versions"][data-at="${where}"]`).waitFor();
const slow = (delay: number) => page.evaluate((wanted) => { if (window.vermilionMemory) window.vermilionMemory.delay = wanted; }, delay);

describe('versions', () => {
  test('differences are listed, lead to their page and are marked there', async () => {
    await visit('open=changed');
    await drawn();
    await at('received');
    await page.getByTestId('open-compare').filter({ hasText: '2 页不同 · 1 页无法对照' }).click();
    expect(await page.getByTestId('compared-page').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-fate')))).toEqual(['differs', 'differs', 'not-compared']);
    await page.getByTestId('compared-page').nth(1).click();
    await on(3, 'difference').waitFor();
    expect(await on(3, 'difference').count()).toBe(1);
    // What could not be compared says why and is marked nowhere.
    await page.getByTestId('compared-page').filter({ hasText: '有图片无法解开' }).click();
    await drawn(4);
    expect(await on(4, 'difference').count()).toBe(0);
  });

  test('the slider goes from the file as received to the version that was signed and back, at the same place', async () => {
    await visit('open=changed');
    await drawn();
    await goTo(2);
    await page.getByTestId('open-compare').filter({ hasText: '2 页不同' }).waitFor();
    await it('version-slider').focus();
    await page.keyboard.press('ArrowLeft');
    await at('0');
    await it('version-bar').filter({ hasText: '张三签名时的版本' }).waitFor();
    await on(2, 'difference').waitFor();
    expect(await it('page-number').inputValue()).toBe('2');
    await it('version-slider').focus();
    await page.keyboard.press('ArrowRight');
    await at('received');
    await on(2, 'difference').waitFor();
    expect(await it('page-number').inputValue()).toBe('2');
    expect(await calls('close_document')).toHaveLength(1);
  });

  test('beside a green verdict stands what was signed; signing goes back to the file as received', async () => {
    await visit('open=extended');
    await at('0');
    expect(await it('verdict-bar').getAttribute('data-tone')).toBe('good');
    await click('leave-version');
    await at('received');
    await it('version-slider').focus();
    await page.keyboard.press('ArrowLeft');
    await at('0');
    await click('tool-sign');
    await at('received');
    await it('signing-panel').waitFor();
  });

  test('one that covers the whole file has no versions to choose from', async () => {
    await visit('open=signed');
    await drawn();
    await page.locator('[data-testid="verdict-bar"][data-verdict="passed"]').waitFor();
    expect(await page.getByTestId('versions').count()).toBe(0);
    expect(await calls('compare_versions')).toEqual([]);
  });

  test('comparing tells how far it is, stops, and goes on', async () => {
    await visit('open=several&delay=200');
    await click('open-compare');
    await page.getByTestId('compare-course').filter({ hasText: /第 \d+ 页，共 18 页/ }).waitFor();
    await click('compare-stop');
    await it('compare-stopped').waitFor();
    await slow(5);
    await click('compare-again');
    await it('compare-same').waitFor();
    await it('compare-pair').selectOption('0-1');
    await page.getByTestId('compare-same').filter({ hasText: '6 页看上去完全相同' }).waitFor();
    expect(await calls('cancel_comparing')).toHaveLength(1);
  });

  test('the version that was signed is saved and handed to be printed', async () => {
    await visit('open=extended');
    await at('0');
    await click('print-signed-version');
    await page.getByTestId('notice').filter({ hasText: '请在那里打印' }).waitFor();
    await click('save-signed-version');
    await page.getByTestId('notice').filter({ hasText: '已保存为' }).waitFor();
    expect(await calls('print_signed_version')).toEqual([{ document: 'document-1', signature: 0 }]);
    await page.evaluate(() => window.vermilionMemory?.failNext('print_signed_version', { code: 'viewer-not-started', params: {} }));
    await click('print-signed-version');
    await page.getByTestId('failure-dialog').filter({ hasText: '没有能打开 PDF 的程序' }).waitFor();
  });

  test('a change of the list leads to its place and is outlined', async () => {
    await visit('open=changed');
    await drawn();
    await click('verdict-details');
    await page.getByTestId('change-page').nth(1).click();
    await on(3, 'looked-at').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await page.getByTestId('looked-at').count()).toBe(0);
  });
});

describe('pages', () => {
  test('what a page does not show is said on it', async () => {
    await visit('open=changed');
    await drawn();
    await goTo(4);
    await on(4, 'page-omitted').filter({ hasText: '有图片无法解开' }).waitFor();
    expect(await page.getByTestId('page-omitted').count()).toBe(1);
  });

  test('pasted pictures are marked as what they are, also in an unsigned file', async () => {
    await visit('open=pasted');
    await drawn();
    await goTo(6);
    await on(6, 'picture-mark').first().waitFor();
    expect(await on(6, 'picture-mark').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('data-kind')))).toEqual(['seal', 'signature']);
    expect(await on(6, 'picture-mark').first().innerText()).toBe('图片，不是签名');
  });

  test('over a signature stands the name of its certificate; a mark that names another is told', async () => {
    await visit('open=misnamed');
    await drawn();
    await click('verdict-details');
    await page.getByTestId('misnamed').filter({ hasText: '“王五”' }).waitFor();
    await click('show-on-page');
    await on(6, 'signature-name').filter({ hasText: '证书：张三' }).waitFor();
    await click('contents');
    await click('pictures-look');
    await page.getByTestId('picture-found').first().click();
    await on(6, 'looked-at').waitFor();
    expect(await page.getByTestId('picture-found').count()).toBe(2);
  });

  test('what else is in the file is named, and nothing is said of a plain one', async () => {
    await visit('open=changed');
    await drawn();
    await click('verdict-details');
    await page.getByTestId('contents').filter({ hasText: '4 项' }).click();
    expect(await page.getByTestId('content-note').evaluateAll((notes) => notes.map((note) => note.getAttribute('data-code')))).toEqual(['javascript', 'hidden-layer', 'font-not-embedded', 'web-link']);
    await visit('open=signed');
    await click('verdict-details');
    await click('contents');
    await page.getByText('没有发现脚本').waitFor();
    await click('pictures-look');
    await it('pictures-none').waitFor();
  });
});
