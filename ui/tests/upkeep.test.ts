// Newer versions that the house tells of, and feedback that is only a file.

import { describe, expect, test } from 'vitest';
import { calls, click, it, page, shot, visit } from './stage';

describe('a newer version', () => {
  test('is told at the start where that is wanted, and an installer is compared', async () => {
    await visit('rules&update');
    expect(await it('update-line').innerText()).toContain('质控室提供了新版本 1.3.0，修补安全问题');
    await shot('update-line');
    await click('update-line');
    const dialog = await it('update-dialog').innerText();
    for (const words of ['\\\\qc-server\\软件\\朱印', '0.1.0', '请在本周内更新']) expect(dialog).toContain(words);
    expect(await page.locator('[data-testid="update-dialog"] a').count()).toBe(0);
    await click('update-check');
    expect(await it('update-installer').innerText()).toContain('一致');
    await shot('update-dialog');
  });

  test('that is none is not told', async () => {
    await visit('rules&update=current');
    await it('start').waitFor();
    expect(await page.getByTestId('update-line').count()).toBe(0);
  });

  test('is not asked about by itself', async () => {
    await visit('rules');
    await it('start').waitFor();
    expect((await calls('update_state')).length).toBe(0);
    await click('settings-open');
    expect(await it('settings-updates').isChecked()).toBe(false);
    await click('settings-updates');
    await expect.poll(async () => (await calls('update_state')).length).toBe(1);
    await it('settings-updates').scrollIntoViewIfNeeded();
    await shot('update-settings');
  });
});

describe('feedback', () => {
  test('shows all of it before it is saved', async () => {
    await visit('open=unsigned');
    await click('more');
    await click('menu-feedback');
    await it('feedback-say').fill('印章预览太小');
    await expect.poll(() => it('feedback-text').innerText()).toContain('印章预览太小');
    await shot('feedback');
    await click('feedback-save');
    await expect.poll(async () => (await calls('save_feedback')).length).toBe(1);
    expect(await page.getByTestId('feedback-dialog').count()).toBe(0);
  });
});

describe('the office', () => {
  test('tells of a version and takes that back', async () => {
    await visit('office');
    await click('door-office');
    await click('office-policy');
    await it('policy').waitFor();
    await it('release').scrollIntoViewIfNeeded();
    await shot('release-none');
    await click('release-open');
    await it('release-version').fill('1.3.0');
    await click('release-security');
    await it('release-place').fill('\\\\qc-server\\软件');
    await click('release-take');
    expect(await it('release-sha256').inputValue()).toMatch(/^[0-9a-f]{64}$/);
    await it('office-pin-0').fill('135790');
    await shot('release-dialog');
    await click('office-go');
    await expect.poll(() => it('release-now').innerText()).toBe('已告知：1.3.0，修补安全问题');
    expect((await calls('keep_release'))[0]).toMatchObject({ release: { version: '1.3.0', security: true } });
  });
});
