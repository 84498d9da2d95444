// Takes pictures of every screen: two sizes, light and dark, Chinese and English. They lie in target/ui-shots, to be looked at.
// `npm run shots -- sign` takes those whose name contains "sign"; `--quick` only 1280×800, light, Chinese;
// `--only=1280-dark-en` only that.

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch, serve } from './browser.js';
import { scribble } from './hand.js';

/** @typedef {import('playwright-core').Page} Page */

const OUT = fileURLToPath(new URL('../../target/ui-shots/', import.meta.url));
const quick = process.argv.includes('--quick');
const only = process.argv.find((word) => word.startsWith('--only='))?.slice(7);
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));

/** @param {Page} page @param {string} id */
const click = (page, id) => page.getByTestId(id).first().click();
/** @param {Page} page */
const pages = (page) => page.locator('[data-testid="page"] img').first().waitFor();
/** @param {Page} page @param {number} number @param {number} x @param {number} y */
async function clickOnPage(page, number, x, y) {
  await page.getByTestId('page-number').fill(String(number));
  await page.getByTestId('page-number').press('Enter');
  const target = page.locator(`[data-testid="page"][data-page="${number}"]`);
  await target.locator('img').waitFor();
  const box = await target.boundingBox();
  const frame = await page.getByTestId('pages').boundingBox();
  if (!box || !frame) throw new Error('no page');
  await page.getByTestId('pages').evaluate((element, top) => element.scrollBy(0, top), box.y + box.height * y - frame.y - frame.height * 0.6);
  await page.waitForTimeout(80);
  const now = await target.boundingBox();
  if (now) await page.mouse.click(now.x + now.width * x, now.y + now.height * y);
}
/** Puts the first seal on the last page and over the seam. @param {Page} page */
async function stamped(page) {
  await pages(page);
  await click(page, 'tool-stamp');
  await click(page, 'stamp-art');
  await clickOnPage(page, 6, 0.72, 0.82);
  await click(page, 'stamp-add-seam');
  await page.getByTestId('stamp-plan').waitFor();
  await page.waitForTimeout(700);
}
/** @type {Record<string, [query: string, act: (page: Page) => Promise<void>]>} */
const SHOTS = {
  'start': ['', async (page) => page.getByTestId('recent-file').first().waitFor().then(() => undefined)],
  'start-first': ['first', async (page) => { await page.getByTestId('guide').waitFor(); }],
  'start-empty': ['first', async (page) => { await click(page, 'guide-later'); }],
  'guide-pin': ['first', async (page) => { await click(page, 'guide-next'); }],
  'guide-draw': ['first', async (page) => {
    await click(page, 'guide-next');
    await page.getByTestId('new-pin').fill('135790');
    await page.getByTestId('new-pin-again').fill('135790');
    await click(page, 'guide-next');
    await page.getByTestId('pad').waitFor();
    await scribble(page);
  }],
  'receive-seam': ['open=changed', async (page) => {
    await pages(page);
    await click(page, 'verdict-details');
    await click(page, 'seam');
    await click(page, 'seam-check');
    await page.getByTestId('seam-picture').waitFor();
    await page.getByTestId('seam-check').scrollIntoViewIfNeeded();
    await page.waitForTimeout(200);
  }],
  'receive-paper': ['open=signed', async (page) => {
    await pages(page);
    await click(page, 'verdict-details');
    await click(page, 'paper');
    await click(page, 'paper-check');
    await page.getByTestId('paper-verdict').waitFor();
    await page.getByTestId('copy-open').scrollIntoViewIfNeeded();
  }],
  'receive-copy': ['open=signed', async (page) => {
    await pages(page);
    await click(page, 'verdict-details');
    await click(page, 'copy-open');
    await page.getByTestId('copy-number').fill('3');
    await page.getByTestId('copy-for').fill('某公司');
    await page.getByTestId('copy-encrypted').check();
  }],
  'read': ['open=unsigned', pages],
  'read-field': ['open=field', async (page) => { await pages(page); await page.getByTestId('page-number').fill('6'); await page.getByTestId('page-number').press('Enter'); await page.waitForTimeout(400); }],
  'search': ['open=unsigned', async (page) => { await pages(page); await click(page, 'tool-search'); await page.getByTestId('search-text').fill('检测'); await page.waitForTimeout(900); }],
  'sign-first': ['first&open=unsigned', async (page) => { await pages(page); await click(page, 'tool-sign'); await page.getByTestId('pad').waitFor(); await scribble(page); }],
  'sign-remembered': ['open=unsigned', async (page) => { await pages(page); await click(page, 'tool-sign'); await page.waitForTimeout(500); }],
  'sign-placed': ['open=unsigned', async (page) => {
    await pages(page); await click(page, 'tool-sign'); await clickOnPage(page, 6, 0.45, 0.82); await page.waitForTimeout(700);
  }],
  'sign-look': ['open=unsigned', async (page) => { await pages(page); await click(page, 'tool-sign'); await click(page, 'step-look-change'); await page.waitForTimeout(500); }],
  'sign-who': ['open=unsigned', async (page) => { await pages(page); await click(page, 'tool-sign'); await click(page, 'step-who-change'); await click(page, 'step-why-change'); await page.waitForTimeout(300); }],
  'sign-wrong-pin': ['open=unsigned', async (page) => {
    await pages(page); await click(page, 'tool-sign'); await clickOnPage(page, 6, 0.45, 0.82);
    await click(page, 'sign-consent'); await page.getByTestId('sign-pin').fill('000000'); await click(page, 'sign-confirm'); await page.waitForTimeout(700);
  }],
  'sign-missing': ['open=unsigned', async (page) => { await pages(page); await click(page, 'tool-sign'); await page.waitForTimeout(200); await click(page, 'sign-confirm'); await page.waitForTimeout(200); }],
  'result': ['open=unsigned', async (page) => {
    await pages(page); await click(page, 'tool-sign'); await clickOnPage(page, 6, 0.45, 0.82);
    await click(page, 'sign-consent'); await page.getByTestId('sign-pin').fill('135790'); await click(page, 'sign-confirm');
    await page.getByTestId('result').waitFor(); await page.waitForTimeout(500);
  }],
  'stamp-begin': ['open=unsigned', async (page) => { await pages(page); await click(page, 'tool-stamp'); await page.waitForTimeout(500); }],
  'stamp-none': ['open=unsigned&noseals&first', async (page) => { await pages(page); await click(page, 'tool-stamp'); await page.waitForTimeout(300); }],
  'stamp-placed': ['open=unsigned', async (page) => { await stamped(page); }],
  'stamp-many': ['open=unsigned', async (page) => {
    await stamped(page); await click(page, 'stamp-add'); await click(page, 'stamp-art'); await click(page, 'stamp-way-keyword'); await page.getByTestId('stamp-words').fill('批准');
    await page.getByTestId('stamp-words').press('Tab'); await page.waitForTimeout(600);
  }],
  'stamp-ink': ['open=unsigned', async (page) => {
    await stamped(page); await page.getByTestId('stamp-head').first().click(); await click(page, 'stamp-ink'); await page.getByTestId('stamp-opacity').fill('60'); await page.getByTestId('stamp-angle').fill('8');
    await page.getByTestId('stamp-angle').press('Tab'); await page.waitForTimeout(600);
  }],
  'stamp-signed': ['open=signed', async (page) => { await stamped(page); }],
  'stamp-own': ['open=unsigned', async (page) => { await stamped(page); await click(page, 'step-look-change'); await click(page, 'own-mark'); await click(page, 'mark'); await page.getByTestId('step-look').scrollIntoViewIfNeeded(); await page.waitForTimeout(400); }],
  'stamp-batch': ['', async (page) => {
    await click(page, 'open-batch'); await click(page, 'batch-folder'); await click(page, 'batch-output'); await click(page, 'batch-stamps-change'); await click(page, 'stamp-add'); await click(page, 'stamp-art');
    await click(page, 'stamp-add-seam'); await page.getByTestId('stamp-head').first().click(); await page.waitForTimeout(300);
  }],
  'stamp-caption': ['open=unsigned', async (page) => { await stamped(page); await click(page, 'step-look-change'); await click(page, 'own-below'); await page.getByTestId('step-look').scrollIntoViewIfNeeded(); await page.waitForTimeout(500); }],
  'stamp-missing': ['open=unsigned', async (page) => { await pages(page); await click(page, 'tool-stamp'); await click(page, 'stamp-art'); await click(page, 'sign-confirm'); await page.waitForTimeout(300); }],
  'stamp-result': ['open=unsigned', async (page) => {
    await stamped(page); await click(page, 'sign-consent'); await page.getByTestId('sign-pin').fill('135790'); await click(page, 'sign-confirm'); await page.getByTestId('result').waitFor(); await page.waitForTimeout(600);
  }],
  'verdict-passed': ['open=signed', async (page) => { await pages(page); await click(page, 'verdict-details'); await click(page, 'show-on-page'); await page.waitForTimeout(500); }],
  'verdict-unknown': ['open=stranger', async (page) => { await pages(page); await click(page, 'verdict-details'); await page.waitForTimeout(300); }],
  'verdict-changed': ['open=changed', async (page) => { await pages(page); await click(page, 'verdict-details'); await page.waitForTimeout(300); }],
  'verdict-technical': ['open=signed', async (page) => { await pages(page); await click(page, 'verdict-details'); await click(page, 'signature-details'); await page.getByTestId('signature-details').scrollIntoViewIfNeeded(); await page.waitForTimeout(200); }],
  'trust': ['open=stranger', async (page) => { await pages(page); await click(page, 'verdict-details'); await click(page, 'trust-signer'); await page.waitForTimeout(200); }],
  'version': ['open=changed', async (page) => { await pages(page); await click(page, 'verdict-details'); await click(page, 'show-signed-version'); await page.getByTestId('version-bar').waitFor(); await page.waitForTimeout(300); await pages(page); await page.waitForTimeout(300); }],
  'compare': ['open=changed', async (page) => {
    await pages(page); await page.waitForTimeout(2500); await click(page, 'open-compare'); await click(page, 'compared-page'); await pages(page); await page.waitForTimeout(500);
  }],
  'compare-running': ['open=several&slow', async (page) => { await pages(page); await page.evaluate(() => { if (window.vermilionMemory) window.vermilionMemory.delay = 400; }); await click(page, 'open-compare'); await page.getByTestId('compare-course').waitFor(); await page.waitForTimeout(900); }],
  'compare-alike': ['open=several', async (page) => { await pages(page); await page.waitForTimeout(2500); await click(page, 'open-compare'); await page.getByTestId('compare-same').waitFor(); }],
  'version-extended': ['open=extended', async (page) => { await page.getByTestId('version-bar').waitFor(); await pages(page); await page.waitForTimeout(2500); }],
  'omitted': ['open=changed', async (page) => { await pages(page); await page.getByTestId('page-number').fill('4'); await page.getByTestId('page-number').press('Enter'); await page.getByTestId('page-omitted').first().waitFor(); }],
  'contents': ['open=changed', async (page) => { await pages(page); await click(page, 'verdict-details'); await click(page, 'contents'); await page.getByTestId('content-note').first().waitFor(); await page.getByTestId('pictures-look').scrollIntoViewIfNeeded(); await page.waitForTimeout(200); }],
  'pasted': ['open=pasted', async (page) => { await pages(page); await page.getByTestId('page-number').fill('6'); await page.getByTestId('page-number').press('Enter'); await page.getByTestId('picture-mark').first().waitFor(); await page.waitForTimeout(300); }],
  'misnamed': ['open=misnamed', async (page) => { await pages(page); await click(page, 'verdict-details'); await click(page, 'show-on-page'); await page.getByTestId('picture-mark').first().waitFor(); await click(page, 'contents'); await click(page, 'pictures-look'); await page.getByTestId('picture-found').first().waitFor(); await page.waitForTimeout(300); }],
  'password': ['open=locked', async (page) => { await page.getByTestId('document-password').fill('x'); await click(page, 'password-confirm'); await page.waitForTimeout(300); }],
  'failure': ['', async (page) => {
    await page.getByTestId('recent-file').first().waitFor();
    await page.evaluate(() => window.vermilionMemory?.failNext('choose_document', { code: 'pdf-damaged', params: {}, detail: 'xref at offset 88412: entry 17 is 19 bytes wide' }));
    await click(page, 'choose-document'); await page.getByTestId('failure-dialog').waitFor(); await click(page, 'failure-details');
  }],
  'history': ['', async (page) => { await click(page, 'history-open'); await page.getByTestId('history-row').nth(3).click(); await page.waitForTimeout(300); }],
  'history-broken': ['broken', async (page) => { await click(page, 'history-open'); await page.waitForTimeout(400); }],
  'history-empty': ['first', async (page) => { await click(page, 'guide-later'); await click(page, 'history-open'); await page.waitForTimeout(400); }],
  'settings': ['', async (page) => { await click(page, 'settings-open'); await page.getByTestId('identity').first().waitFor(); }],
  'identity-create': ['', async (page) => { await click(page, 'settings-open'); await click(page, 'settings-identity-create'); }],
  'identity-import': ['', async (page) => { await click(page, 'settings-open'); await click(page, 'settings-identity-import'); await click(page, 'choose-key-file'); }],
  'identity-remove': ['', async (page) => { await click(page, 'settings-open'); await click(page, 'identity-remove'); }],
  'start-waiting': ['waiting', async (page) => { await page.getByTestId('open-waiting').waitFor(); }],
  'sign-level': ['open=unsigned', async (page) => { await pages(page); await click(page, 'tool-sign'); await click(page, 'step-level-change'); await click(page, 'level-lta'); await page.waitForTimeout(200); }],
  'sign-more': ['open=unsigned&authorities', async (page) => { await pages(page); await click(page, 'tool-sign'); await click(page, 'step-more-change'); await page.getByTestId('pss').scrollIntoViewIfNeeded(); await page.waitForTimeout(200); }],
  'sign-notes': ['open=notes', async (page) => { await pages(page); await click(page, 'tool-sign'); await click(page, 'check-line'); await page.getByTestId('sign-pin').scrollIntoViewIfNeeded(); await page.waitForTimeout(200); }],
  'sign-grave': ['open=grave', async (page) => { await pages(page); await click(page, 'tool-sign'); await click(page, 'check-page'); await page.waitForTimeout(400); }],
  'sign-token': ['open=unsigned&token=low', async (page) => {
    await pages(page); await click(page, 'tool-sign'); await click(page, 'step-who-change'); await page.waitForTimeout(300);
    await page.getByTestId('sign-identity').selectOption('token-zhang'); await click(page, 'signer-missing'); await page.waitForTimeout(200);
  }],
  'result-waiting': ['open=unsigned', async (page) => {
    await pages(page); await click(page, 'tool-sign'); await click(page, 'step-level-change'); await click(page, 'level-t'); await click(page, 'step-level-fold');
    await clickOnPage(page, 6, 0.45, 0.82); await click(page, 'sign-consent'); await page.getByTestId('sign-pin').fill('135790'); await click(page, 'sign-confirm');
    await page.getByTestId('result').waitFor(); await page.waitForTimeout(500);
  }],
  'waiting': ['waiting&authorities', async (page) => { await click(page, 'open-waiting'); await page.getByTestId('waiting-file').first().waitFor(); await click(page, 'waiting-get-all'); await page.waitForTimeout(500); }],
  'extend': ['open=signed&authorities', async (page) => { await pages(page); await click(page, 'verdict-details'); await click(page, 'extend'); await page.waitForTimeout(200); }],
  'batch-empty': ['', async (page) => { await click(page, 'open-batch'); await page.getByTestId('batch-empty').waitFor(); }],
  'batch-chosen': ['', async (page) => { await click(page, 'open-batch'); await click(page, 'batch-folder'); await click(page, 'batch-output'); await page.waitForTimeout(300); }],
  'batch-more': ['', async (page) => {
    await click(page, 'open-batch'); await click(page, 'batch-folder'); await click(page, 'batch-output'); await click(page, 'batch-more-change'); await click(page, 'batch-lock-only');
    await page.getByTestId('batch-lock-names').scrollIntoViewIfNeeded(); await page.waitForTimeout(300);
  }],
  'sign-more-lock': ['open=field', async (page) => {
    await pages(page); await click(page, 'tool-sign'); await click(page, 'step-more-change'); await click(page, 'lock-only'); await page.getByTestId('lock-names').scrollIntoViewIfNeeded(); await page.waitForTimeout(300);
  }],
  'batch-done': ['', async (page) => {
    await click(page, 'open-batch'); await click(page, 'batch-folder'); await click(page, 'batch-output'); await click(page, 'batch-consent');
    await page.getByTestId('batch-pin').fill('135790'); await click(page, 'batch-sign'); await page.getByTestId('batch-show-folder').waitFor(); await click(page, 'batch-sort-state');
    await click(page, 'batch-row'); await page.waitForTimeout(300);
  }],
  'batch-rules': ['rules=approved&travel', async (page) => {
    await click(page, 'open-batch'); await click(page, 'batch-folder'); await click(page, 'batch-output'); await click(page, 'batch-stamps-change'); await click(page, 'stamp-add'); await click(page, 'stamp-art');
    await click(page, 'batch-stamps-fold'); await page.getByTestId('rules-of-files').waitFor(); await page.getByTestId('rules-of-files').scrollIntoViewIfNeeded(); await page.waitForTimeout(300);
  }],
  'batch-rules-barred': ['rules=approved&travel', async (page) => {
    await click(page, 'open-batch'); await click(page, 'batch-folder'); await click(page, 'batch-output'); await click(page, 'batch-stamps-change'); await click(page, 'stamp-add'); await click(page, 'stamp-art');
    await click(page, 'batch-stamps-fold'); await click(page, 'rules-show-files'); await page.waitForTimeout(300);
  }],
  'batch-second': ['rules=person&travel', async (page) => {
    await click(page, 'open-batch'); await click(page, 'batch-files'); await click(page, 'batch-output'); await page.getByTestId('second-person').selectOption({ index: 1 }); await page.getByTestId('second-pin').scrollIntoViewIfNeeded(); await page.waitForTimeout(300);
  }],
  'manual-signer': ['', async (page) => { await click(page, 'manual-open'); await page.getByTestId('manual-sheet').waitFor(); }],
  'manual-keeper': ['', async (page) => { await click(page, 'manual-open'); await click(page, 'manual-page-keeper'); }],
  'manual-verifier': ['', async (page) => { await click(page, 'manual-open'); await click(page, 'manual-page-verifier'); }],
  'manual-office': ['', async (page) => { await click(page, 'manual-open'); await click(page, 'manual-page-office'); }],
  'manual-limits': ['', async (page) => { await click(page, 'manual-open'); await click(page, 'manual-page-limits'); }],
  'many-empty': ['', async (page) => { await click(page, 'open-many'); await page.getByTestId('many-empty').waitFor(); }],
  'many-running': ['', async (page) => {
    await page.evaluate(() => { if (window.vermilionMemory) window.vermilionMemory.delay = 300; });
    await click(page, 'open-many'); await click(page, 'many-folder'); await page.locator('[data-testid="many-row"][data-state="good"]').nth(5).waitFor();
  }],
  'many-done': ['', async (page) => {
    await click(page, 'open-many'); await click(page, 'many-folder'); await page.getByTestId('many-stop').waitFor({ state: 'detached' }); await click(page, 'many-sort-state');
    await click(page, 'many-row'); await page.waitForTimeout(200);
  }],
  'many-unreadable': ['', async (page) => {
    await click(page, 'open-many'); await click(page, 'many-folder'); await page.getByTestId('many-stop').waitFor({ state: 'detached' });
    await page.getByTestId('many-filter').selectOption('unreadable'); await click(page, 'many-row'); await page.waitForTimeout(200);
  }],
  'many-one': ['', async (page) => {
    await click(page, 'open-many'); await click(page, 'many-folder'); await page.getByTestId('many-stop').waitFor({ state: 'detached' });
    await click(page, 'many-row'); await click(page, 'many-look'); await pages(page); await page.waitForTimeout(300);
  }],
  'article13': ['open=signed', async (page) => {
    await pages(page); await click(page, 'verdict-details'); await click(page, 'article13'); await page.getByTestId('article13-condition').last().scrollIntoViewIfNeeded(); await page.waitForTimeout(200);
  }],
  'report': ['open=signed', async (page) => { await pages(page); await click(page, 'verdict-details'); await click(page, 'save-report'); await click(page, 'report-sign'); await page.waitForTimeout(400); }],
  'prepare': ['open=unsigned', async (page) => {
    await pages(page); await click(page, 'more'); await click(page, 'menu-prepare'); await click(page, 'prepare-prepare'); await clickOnPage(page, 6, 0.2, 0.8);
    await click(page, 'prepare-approve'); await clickOnPage(page, 6, 0.6, 0.8); await click(page, 'planned-field-terms'); await page.waitForTimeout(300);
  }],
  'settings-stamps': ['authorities', async (page) => { await click(page, 'settings-open'); await click(page, 'settings-stamps'); await page.getByTestId('authority-try').first().click(); await page.waitForTimeout(400); await page.getByTestId('authority-try').nth(1).click(); await page.waitForTimeout(400); }],
  'settings-trust': ['', async (page) => { await click(page, 'settings-open'); await click(page, 'settings-trust'); await page.getByTestId('trusted-certificate').first().waitFor(); }],
  'settings-trust-list': ['', async (page) => { await click(page, 'settings-open'); await click(page, 'settings-trust'); await click(page, 'trust-list-add'); await page.getByTestId('trust-list-dialog').waitFor(); }],
  'settings-trust-imported': ['', async (page) => {
    await click(page, 'settings-open'); await click(page, 'settings-trust'); await click(page, 'trust-list-add'); await click(page, 'trust-list-compared');
    await click(page, 'trust-list-confirm'); await click(page, 'settings-trust'); await click(page, 'trusted-list-details'); await page.waitForTimeout(200);
  }],
  'verify-unasked': ['open=unasked', async (page) => { await pages(page); await click(page, 'verdict-details'); await page.getByTestId('look-up').waitFor(); }],
  'verify-unanswered': ['open=unasked&offline', async (page) => { await pages(page); await click(page, 'verdict-details'); await click(page, 'look-up'); await page.getByTestId('look-up-again').waitFor(); }],
  'settings-check': ['', async (page) => { await click(page, 'settings-open'); await click(page, 'settings-check'); await click(page, 'check-rules'); await page.waitForTimeout(300); }],
  'settings-tokens': ['', async (page) => { await click(page, 'settings-open'); await click(page, 'settings-tokens'); await click(page, 'module-add'); await page.waitForTimeout(300); }],
  'identity-key': ['', async (page) => { await click(page, 'settings-open'); await click(page, 'settings-identity-create'); await click(page, 'identity-more'); await page.getByTestId('identity-key').selectOption('sm2'); await page.waitForTimeout(200); }],
  'long': ['open=long', async (page) => { await pages(page); await page.getByTestId('page-number').fill('4321'); await page.getByTestId('page-number').press('Enter'); await page.waitForTimeout(700); }],
  'start-journey': ['rules&travel', async (page) => { await page.getByTestId('travel-line').waitFor(); await page.getByTestId('recent-file').first().waitFor(); }],
  'station': ['rules', async (page) => { await click(page, 'open-station'); await page.getByTestId('identity-standing').first().waitFor(); await page.waitForTimeout(200); }],
  'station-alone': ['', async (page) => { await click(page, 'open-station'); await page.getByTestId('identity').first().waitFor(); await page.waitForTimeout(200); }],
  'station-initial': ['rules=initial', async (page) => { await click(page, 'open-station'); await page.getByTestId('identity-standing').first().waitFor(); await page.waitForTimeout(200); }],
  'station-below': ['rules&travel&stale', async (page) => { await click(page, 'open-station'); await page.getByTestId('identity-standing').first().waitFor(); await page.waitForTimeout(200); await click(page, 'station-travel'); await page.waitForTimeout(200); }],
  'station-backup': ['rules&stale', async (page) => { await click(page, 'open-station'); await page.getByTestId('identity-standing').first().waitFor(); await page.waitForTimeout(200); await click(page, 'station-backup'); await page.waitForTimeout(200); }],
  'settings-identities': ['rules', async (page) => { await click(page, 'settings-open'); await page.getByTestId('identity-standing').first().waitFor(); await page.waitForTimeout(200); await click(page, 'settings-identities'); await page.waitForTimeout(200); }],
  'apply': ['rules', async (page) => { await click(page, 'open-station'); await click(page, 'station-apply'); await page.waitForTimeout(300); }],
  'apply-lower': ['rules', async (page) => {
    await click(page, 'open-station'); await click(page, 'station-apply'); await click(page, 'apply-paper'); await page.getByTestId('new-pin').fill('Aa13579-x'); await page.getByTestId('new-pin-again').fill('Aa13579-x');
    await click(page, 'apply-confirm'); await page.getByTestId('new-pin-again').scrollIntoViewIfNeeded(); await page.waitForTimeout(300);
  }],
  'apply-saved': ['rules', async (page) => {
    await click(page, 'open-station'); await click(page, 'station-apply'); await page.getByTestId('apply-purpose').fill('签署检测报告'); await page.getByTestId('new-pin').fill('Aa13579-x'); await page.getByTestId('new-pin-again').fill('Aa13579-x');
    await click(page, 'apply-confirm'); await page.getByTestId('letter-saved').waitFor();
  }],
  'letter-issue': ['rules', async (page) => { await click(page, 'open-station'); await click(page, 'station-letter'); await page.getByTestId('letter-initial-pin').fill('nonsense'); await page.getByTestId('letter-pin').fill('135790'); await click(page, 'letter-confirm'); await page.waitForTimeout(300); }],
  'letter-directory': ['letter=directory', async (page) => { await click(page, 'open-station'); await click(page, 'station-letter'); await page.getByTestId('letter-root').waitFor(); await page.waitForTimeout(200); }],
  'letter-ticket': ['rules&letter=ticket', async (page) => { await click(page, 'open-station'); await click(page, 'station-letter'); await page.getByTestId('letter-kind').waitFor(); }],
  'trouble': ['rules', async (page) => { await click(page, 'open-station'); await click(page, 'identity-trouble'); await page.waitForTimeout(200); }],
  'trouble-done': ['rules', async (page) => { await click(page, 'open-station'); await click(page, 'identity-trouble'); await click(page, 'trouble-leak'); await click(page, 'trouble-confirm'); await page.getByTestId('letter-saved').waitFor(); }],
  'journey': ['rules', async (page) => { await click(page, 'open-station'); await click(page, 'travel-begin'); await click(page, 'travel-confirm'); await page.waitForTimeout(200); }],
  'backup': ['rules', async (page) => { await click(page, 'open-station'); await click(page, 'backup-make'); await page.waitForTimeout(200); }],
  'backup-tried': ['rules', async (page) => { await click(page, 'open-station'); await click(page, 'backup-try'); await page.getByTestId('try-password').fill('something'); await click(page, 'try-confirm'); await page.getByTestId('backup-facts').waitFor(); }],
  'sign-forbidden': ['rules&open=unsigned', async (page) => { await pages(page); await click(page, 'tool-sign'); await page.getByTestId('rules-blocks').scrollIntoViewIfNeeded(); await page.waitForTimeout(400); }],
  'sign-unread': ['rules&travel&open=unsigned', async (page) => {
    await pages(page); await click(page, 'tool-sign'); await clickOnPage(page, 6, 0.45, 0.82); await page.waitForTimeout(600); await page.getByTestId('rules-review').waitFor();
    await page.getByTestId('document-kind').selectOption('停水通知'); await page.waitForTimeout(600); await page.getByTestId('rules-records').scrollIntoViewIfNeeded(); await page.waitForTimeout(200);
  }],
  'stamp-forbidden': ['rules&open=unsigned', async (page) => { await stamped(page); await page.getByTestId('rules-blocks').scrollIntoViewIfNeeded(); await page.waitForTimeout(300); }],
  'ticket': ['rules&open=unsigned', async (page) => { await pages(page); await click(page, 'more'); await click(page, 'menu-ticket'); await page.getByTestId('ticket-where').selectOption('listed'); await page.getByTestId('ticket-pages').fill('1-9'); await page.waitForTimeout(300); }],
  'read-journey': ['rules&travel&open=signed', async (page) => { await pages(page); await page.getByTestId('travel-line').waitFor(); await page.waitForTimeout(300); }],
  'office-door': ['office', async (page) => { await page.getByTestId('door-office').waitFor(); }],
  'office-setup': ['office=none', async (page) => { await click(page, 'door-office'); await page.getByTestId('office-organisation').fill('清源检测技术有限公司'); await page.getByTestId('keyholder-name-0').fill('周宁'); }],
  'office-people': ['office', async (page) => { await click(page, 'door-office'); await page.getByTestId('people-row').first().waitFor(); await page.getByTestId('office-attention').waitFor(); }],
  'office-people-many': ['office=many', async (page) => { await click(page, 'door-office'); await page.getByTestId('people-row').nth(8).waitFor(); await click(page, 'people-sort-name'); await page.waitForTimeout(300); }],
  'office-people-empty': ['office=new', async (page) => { await click(page, 'door-office'); await page.getByTestId('people-empty').waitFor(); }],
  'office-person': ['office', async (page) => { await click(page, 'door-office'); await page.getByTestId('people-row').first().click(); await page.getByTestId('timeline').waitFor(); }],
  'office-person-foot': ['office', async (page) => { await click(page, 'door-office'); await page.getByTestId('people-row').first().click(); await page.getByTestId('do-revoke').scrollIntoViewIfNeeded(); }],
  'office-applicant': ['office', async (page) => { await click(page, 'door-office'); await page.getByTestId('people-row').nth(3).click(); await page.getByTestId('timeline').waitFor(); }],
  'office-check': ['office', async (page) => { await click(page, 'door-office'); await page.getByTestId('people-row').nth(3).click(); await click(page, 'do-check'); await click(page, 'paper-add'); await page.getByTestId('paper').waitFor(); }],
  'office-reject': ['office', async (page) => { await click(page, 'door-office'); await page.getByTestId('people-row').nth(3).click(); await click(page, 'do-reject'); await page.getByTestId('office-why').fill('缺少批准单'); await page.getByTestId('office-pin-0').fill('111111'); await click(page, 'office-go'); await page.waitForTimeout(200); }],
  'office-transfer': ['office', async (page) => { await click(page, 'door-office'); await page.getByTestId('people-row').first().click(); await click(page, 'do-transfer'); await page.waitForTimeout(150); }],
  'office-revoke': ['office', async (page) => { await click(page, 'door-office'); await page.getByTestId('people-row').first().click(); await click(page, 'do-revoke'); await page.waitForTimeout(150); }],
  'office-issue': ['office', async (page) => { await click(page, 'door-office'); await page.getByTestId('people-row').nth(5).click(); await click(page, 'do-issue'); await page.waitForTimeout(150); }],
  'office-issued': ['office', async (page) => {
    await click(page, 'door-office'); await page.getByTestId('people-row').nth(5).click(); await click(page, 'do-issue'); await page.getByTestId('office-pin-0').fill('135790'); await page.getByTestId('office-pin-1').fill('246810');
    await click(page, 'office-go'); await page.getByTestId('initial-pin').waitFor();
  }],
  'office-change': ['office', async (page) => { await click(page, 'door-office'); await page.getByTestId('people-row').first().click(); await click(page, 'person-change'); await page.waitForTimeout(150); }],
  'office-seals': ['office', async (page) => { await click(page, 'door-office'); await click(page, 'office-seals'); await page.getByTestId('seal-row').nth(2).click(); await page.getByTestId('seal').waitFor(); }],
  'office-seal-new': ['office', async (page) => { await click(page, 'door-office'); await click(page, 'office-seals'); await click(page, 'seal-add'); await page.getByTestId('seal-custodian').fill('陈'); await page.getByTestId('seal-custodian-option').first().waitFor(); }],
  'office-hand': ['office', async (page) => { await click(page, 'door-office'); await click(page, 'office-seals'); await page.getByTestId('seal-row').nth(2).click(); await click(page, 'seal-hand'); await page.waitForTimeout(150); }],
  'office-directory': ['office', async (page) => { await click(page, 'door-office'); await click(page, 'office-directory'); await click(page, 'directory-root'); }],
  'office-take': ['office', async (page) => { await click(page, 'door-office'); await click(page, 'office-take'); await page.getByTestId('take-file').waitFor(); }],
  'office-taken': ['office', async (page) => { await click(page, 'door-office'); await click(page, 'office-take'); await page.getByTestId('office-pin-0').fill('135790'); await click(page, 'office-go'); await page.getByTestId('taken').waitFor(); }],
  'office-unlock': ['office&letter=unlock-request', async (page) => { await click(page, 'door-office'); await click(page, 'office-take'); await page.getByTestId('give-unlock').waitFor(); }],
  'office-not-ours': ['office&letter=ticket', async (page) => { await click(page, 'door-office'); await click(page, 'office-take'); await page.getByTestId('not-ours').waitFor(); }],
  'office-returns': ['office', async (page) => { await click(page, 'door-office'); await click(page, 'office-returns'); await page.getByTestId('returned-report').nth(2).click(); }],
  'office-incidents': ['office', async (page) => { await click(page, 'door-office'); await click(page, 'office-incidents'); await page.getByTestId('incident-row').first().click(); }],
  'office-incident-new': ['office', async (page) => { await click(page, 'door-office'); await click(page, 'office-incidents'); await click(page, 'incident-add'); await page.waitForTimeout(150); }],
  'office-inspection': ['office', async (page) => { await click(page, 'door-office'); await click(page, 'office-inspection'); await page.getByTestId('to-do').first().waitFor(); }],
  'office-inspection-foot': ['office', async (page) => { await click(page, 'door-office'); await click(page, 'office-inspection'); await page.getByTestId('inspection-incident').last().scrollIntoViewIfNeeded(); }],
  'office-policy': ['office', async (page) => { await click(page, 'door-office'); await click(page, 'office-policy'); await page.getByTestId('policy-pin-days').fill('90'); await page.getByTestId('policy-pin-days').blur(); }],
  'office-policy-foot': ['office', async (page) => { await click(page, 'door-office'); await click(page, 'office-policy'); await page.getByTestId('policy-barred').scrollIntoViewIfNeeded(); }],
  'menu': ['open=unsigned', async (page) => { await pages(page); await click(page, 'more'); await page.waitForTimeout(150); }],
};

mkdirSync(OUT, { recursive: true });
const server = await serve();
const browser = await launch();
const sizes = quick ? [[1280, 800]] : [[1280, 800], [1920, 1080]];
const appearances = quick ? ['light'] : ['light', 'dark'];
const languages = quick ? ['zh'] : ['zh', 'en'];
let faults = 0;
for (const [width = 0, height = 0] of sizes) {
  for (const appearance of appearances) {
    for (const lang of languages) {
      if (only && only !== `${width}-${appearance}-${lang}`) continue;
      const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
      for (const [name, [query, act]] of Object.entries(SHOTS)) {
        if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
        const page = await context.newPage();
        page.on('pageerror', (error) => { faults += 1; console.log(`${name}: ${error.message}`); });
        page.on('console', (message) => { if (message.type() === 'error') { faults += 1; console.log(`${name}: ${message.text()}`); } });
        page.setDefaultTimeout(6000);
        const file = `${OUT}${name}-${width}-${appearance}-${lang}.png`;
        try {
          await page.goto(`${server.url}?${query}&lang=${lang}&appearance=${appearance}`);
          await act(page);
        } catch (error) {
          faults += 1;
          console.log(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
        }
        await page.waitForTimeout(120);
        await page.screenshot({ path: file });
        await page.close();
      }
      await context.close();
    }
  }
}
await browser.close();
await server.close();
console.log(`pictures in ${OUT}${faults > 0 ? `, ${faults} faults` : ''}`);
process.exitCode = faults > 0 ? 1 : 0;
