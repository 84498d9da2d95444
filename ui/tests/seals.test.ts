// The seals' screen in a browser with the host in memory: who may make, the maker, scans, and what is done with a seal.

import { describe, expect, test } from 'vitest';
import { calls, click, it, page, shot, visit } from './stage';

const gallery = () => page.getByTestId('seal');

describe('seals', () => {
  test('are shown with their size, and one of them at its true size with what is known of it', async () => {
    await visit();
    await click('open-seals');
    await it('seal').waitFor();
    expect(await gallery().count()).toBe(2);
    expect(await it('seal').innerText()).toContain('40 × 40 mm');
    await click('seal');
    const picture = page.getByTestId('seal-panel').locator('img');
    await picture.waitFor();
    const box = await picture.boundingBox();
    // 40 mm at the 96 pixels an inch that CSS counts with.
    expect(box?.width).toBeCloseTo((40 / 25.4) * 96, 0);
    expect(await it('seal-panel').innerText()).toContain('由其他电脑导入');
  });

  test('are made by the office alone, and the clause is named elsewhere', async () => {
    await visit();
    await click('open-seals');
    await it('seals-office-only').waitFor();
    expect(await it('seals-office-only').innerText()).toContain('RS18 第五条');
    expect(await page.getByTestId('seal-make').count()).toBe(0);
    await click('seals-station');
    await it('station-select').selectOption('office');
    await click('back');
    await click('seal-make');
    await it('seal-maker').waitFor();
  });

  test('are drawn while they are designed, and kept with the measures that were typed', async () => {
    await visit('office&noseals');
    await click('open-seals');
    await it('seals-empty').waitFor();
    await click('seal-make');
    expect(await it('seal-make-go').isDisabled()).toBe(true);
    await it('seal-name').fill('清源检测技术有限公司');
    await it('seal-code').fill('3205060012345');
    await click('seal-measures');
    await it('seal-width').fill('42');
    await it('seal-width').press('Tab');
    await page.getByTestId('seal-preview').waitFor();
    await page.waitForFunction(() => document.querySelector<HTMLElement>('[data-testid="seal-preview"]')?.style.width === '42mm');
    await click('seal-make-go');
    await it('seal-panel').waitFor();
    const [made] = await calls('make_seal');
    expect(made).toMatchObject({
      kind: 'testing', design: { shape: 'round', width: 42, height: 42, border: 1.2, star: 14.5, name: '清源检测技术有限公司', line: '检验检测专用章', code: '3205060012345' },
    });
  });

  test('with a character that has no shape are refused while they are typed', async () => {
    await visit('office');
    await click('open-seals');
    await click('seal-make');
    await it('seal-name').fill('清源😀');
    await page.locator('[data-code="glyph-missing"]').waitFor();
    expect(await it('seal-make-go').isDisabled()).toBe(true);
    await it('seal-name').fill('清源');
    await page.getByTestId('seal-preview').waitFor();
    expect(await it('seal-make-go').isDisabled()).toBe(false);
  });

  test('are lettered in the computer’s own 仿宋 where there is one, and the character it lacks is named', async () => {
    await visit('office');
    await click('open-seals');
    await click('seal-make');
    await it('seal-name').waitFor();
    expect(await page.getByTestId('seal-face').count()).toBe(0);
    await visit('office&fangsong');
    await click('open-seals');
    await click('seal-make');
    await it('seal-name').fill('清源检测龘');
    await it('seal-face').selectOption('fangsong');
    await page.locator('[data-code="glyph-missing"]').waitFor();
    expect(await it('failure').innerText()).toContain('仿宋字体中没有“龘”这个字。');
    expect(await it('seal-make-go').isDisabled()).toBe(true);
    await it('seal-name').fill('清源检测');
    await page.getByTestId('seal-preview').waitFor();
    await shot('seal-fangsong');
    await click('seal-make-go');
    await it('seal-panel').waitFor();
    expect((await calls('make_seal'))[0]).toMatchObject({ design: { face: 'fangsong' } });
  });

  test('of another kind keep the name and take that kind’s measures and line', async () => {
    await visit('office');
    await click('open-seals');
    await click('seal-make');
    await it('seal-name').fill('清源检测技术有限公司');
    await it('seal-preset').selectOption('invoice');
    expect(await it('seal-line').inputValue()).toBe('发票专用章');
    expect(await it('seal-name').inputValue()).toBe('清源检测技术有限公司');
    await it('seal-number').fill('91320506MA1ABCDE2X');
    await it('seal-preset').selectOption('representative-20');
    expect(await page.getByTestId('seal-line').count()).toBe(0);
  });

  test('come from a scan: before and after, advice, the real width', async () => {
    await visit('office');
    await click('open-seals');
    await click('seal-import-scan');
    await it('scan-before').waitFor();
    await it('scan-after').waitFor();
    expect(await it('scan-advice').innerText()).toContain('4%');
    expect(await it('scan-dialog').innerText()).toContain('40.1 mm');
    await it('scan-width').fill('64');
    await it('scan-width').press('Tab');
    await page.locator('[data-code="coarse"]').waitFor();
    await it('scan-label').fill('旧公章');
    await click('scan-keep');
    await it('seal-panel').waitFor();
    expect((await calls('keep_scan'))[0]).toMatchObject({ label: '旧公章', how: { kind: 'testing', width: 64 } });
  });

  test('are renamed, retired, and deleted only after it was said what is lost', async () => {
    await visit();
    await click('open-seals');
    await click('seal');
    await it('seal-label').fill('旧章');
    await click('seal-rename');
    await page.getByRole('heading', { name: '旧章' }).waitFor();
    await click('seal-retire');
    await page.getByText('已停用').first().waitFor();
    await click('seal-remove');
    expect(await it('remove-seal').innerText()).toContain('本机将失去这枚印章的图样');
    await click('seal-remove-cancel');
    expect(await gallery().count()).toBe(2);
    await click('seal-remove');
    await click('seal-remove-confirm');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="seal"]').length === 1);
  });

  test('that the office handed out are taken over, once', async () => {
    await visit();
    await click('open-seals');
    await click('seal-import-file');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="seal"]').length === 3);
    await click('seal-import-file');
    await page.locator('[data-code="seal-known"]').waitFor();
  });
});
