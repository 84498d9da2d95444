// The manual inside the program: a page for each role, in words, whose steps open the screens they speak of.

import { expect, test } from 'vitest';
import { PAGES } from '../src/manual/pages';
import { calls, click, drawn, it, page, server, visit } from './stage';

const sheet = (id: string) => page.locator(`[data-testid="manual-sheet"][data-page="${id}"]`);

for (const lang of ['zh', 'en']) {
  test(`has every step of every page in words (${lang})`, async () => {
    await page.goto(`${server.url}?lang=${lang}`);
    await click('manual-open');
    for (const { id, parts } of PAGES) {
      await click(`manual-page-${id}`);
      expect(await it(`manual-page-${id}`).getAttribute('aria-current')).toBe('page');
      const steps = sheet(id).getByTestId('manual-step');
      expect(await steps.count()).toBe(parts.reduce((sum, part) => sum + part.steps.length, 0));
      for (const words of await steps.allInnerTexts()) expect(words).not.toMatch(/manual-/);
      expect(await it('manual').evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    }
  });
}

test('opens what a step speaks of, and the page that was read comes back', async () => {
  await visit();
  // A key that is pressed before the window stands is nobody's.
  await it('manual-open').waitFor();
  await page.keyboard.press('F1');
  await sheet('signer').locator('[data-to="travel"]').click();
  await it('station').waitFor();
  await click('back');
  await click('manual-open');
  await click('manual-page-keeper');
  await sheet('keeper').locator('[data-to="batch"]').click();
  await it('batch-empty').waitFor();
  await page.keyboard.press('F1');
  await sheet('keeper').waitFor();
  await click('back');
  await it('batch-empty').waitFor();
  await page.keyboard.press('F1');
  // Where this computer is no office, the step leads to where it is made one.
  await click('manual-page-office');
  await sheet('office').locator('[data-to="office"]').first().click();
  await it('station-select').waitFor();
  await page.keyboard.press('F1');
  await click('manual-page-verifier');
  await sheet('verifier').locator('[data-to="verify"]').first().click();
  await drawn();
  expect(await calls('choose_document')).toHaveLength(1);
});

test('is beside an open document, and its pages are turned with the keyboard', async () => {
  await visit('open=unsigned');
  await drawn();
  await click('more');
  await click('manual-open');
  await it('manual-page-limits').focus();
  await page.keyboard.press('Enter');
  await sheet('limits').waitFor();
  expect(await sheet('limits').locator('h2').evaluate((heading) => heading === document.activeElement)).toBe(true);
  await page.keyboard.press('Escape');
  await drawn();
});
