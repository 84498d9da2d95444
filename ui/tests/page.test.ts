// The page in a real browser with the host in memory, under the content security policy of the window: what people do there.

import { describe, expect, test } from 'vitest';
import { calls, click, drawn, goTo, it, page, server, visit } from './stage';
import { scribble } from '../scripts/hand.js';

const PIN = '135790';

/** Clicks the page at parts of what of it can be seen. */
async function clickPage(number: number, right: number, down: number): Promise<void> {
  const box = await page.locator(`[data-testid="page"][data-page="${number}"]`).boundingBox();
  const frame = await it('pages').boundingBox();
  if (!box || !frame) throw new Error('the page is not there');
  const top = Math.max(box.y, frame.y);
  const bottom = Math.min(box.y + box.height, frame.y + frame.height);
  await page.mouse.click(box.x + box.width * right, top + (bottom - top) * down);
}

describe('opening', () => {
  test('the start screen has the three doors, and the recent files with their verdicts', async () => {
    await visit();
    await it('recent-file').waitFor();
    expect(await page.getByTestId('recent-file').count()).toBe(5);
    for (const door of ['door-sign', 'door-stamp', 'door-verify', 'open-sample', 'choose-document']) expect(await it(door).isVisible()).toBe(true);
  });

  test('a file dropped on the window opens', async () => {
    await visit();
    await it('recent-file').waitFor();
    await page.evaluate(() => window.vermilionMemory?.emit('drop-hover', true));
    await page.getByText('松开鼠标即可打开').waitFor();
    await page.evaluate(() => window.vermilionMemory?.emit('document-opened', { id: 'document-0', name: 'a.pdf', folder: '', size: 1, pages: 1, encryption: null, locked: true, signatures: 0, signedVersion: null, copy: null }));
    await it('password-dialog').waitFor();
  });

  test('an encrypted file asks for its password until it is right', async () => {
    await visit('open=locked');
    await it('document-password').fill('wrong');
    await it('document-password').press('Enter');
    await page.getByText('文件密码不正确。').waitFor();
    await it('document-password').fill('1234');
    await click('password-confirm');
    await drawn();
  });

  test('a failure says what happened and what to do, with the button that does it', async () => {
    await visit();
    await it('recent-file').waitFor();
    await page.evaluate(() => window.vermilionMemory?.failNext('choose_document', { code: 'pdf-damaged', params: {}, detail: 'xref' }));
    await click('choose-document');
    expect(await it('failure').innerText()).toContain('此 PDF 的结构已损坏。');
    await click('failure-remedy');
    await drawn();
  });
});

describe('reading', () => {
  test('five thousand pages need few elements, and page 4321 is a key press away', async () => {
    await visit('open=long');
    await drawn();
    expect(await page.getByTestId('page').count()).toBeLessThan(6);
    expect(await page.getByTestId('thumbnail').count()).toBeLessThan(16);
    await goTo(4321);
    expect(await it('page-number').inputValue()).toBe('4321');
    expect(await page.locator('*').count()).toBeLessThan(1500);
    const asked = await calls('draw_page');
    expect(asked.length).toBeLessThan(60);
  });

  test('a panel beside a long document leaves the reader on the page', async () => {
    await visit('open=long');
    await drawn();
    await goTo(3000);
    await click('tool-search');
    await it('search-panel').waitFor();
    await expect.poll(() => it('page-number').inputValue()).toBe('3000');
    await click('search-panel-close');
    await expect.poll(() => it('page-number').inputValue()).toBe('3000');
    await it('zoom').selectOption('200');
    await expect.poll(() => it('page-number').inputValue()).toBe('3000');
  });

  test('the keyboard zooms and turns pages', async () => {
    await visit('open=unsigned');
    await drawn();
    const percent = async () => Number.parseInt(await it('zoom-percent').innerText(), 10);
    const before = await percent();
    await page.keyboard.press('Control+Equal');
    expect(await percent()).toBeGreaterThan(before);
    await page.keyboard.press('Control+Minus');
    await page.keyboard.press('Control+Minus');
    expect(await percent()).toBeLessThan(before);
    await page.keyboard.press('Control+0');
    expect(await percent()).toBe(before);
    await page.keyboard.press('End');
    await expect.poll(() => it('page-number').inputValue()).toBe('6');
    await page.keyboard.press('Home');
    await expect.poll(() => it('page-number').inputValue()).toBe('1');
    await it('zoom').selectOption('page');
    await expect.poll(percent).toBeLessThan(before);
  });

  test('Ctrl and the wheel zoom around the pointer', async () => {
    await visit('open=unsigned');
    await drawn();
    await page.mouse.move(640, 400);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -240);
    await page.keyboard.up('Control');
    await expect.poll(async () => Number.parseInt(await it('zoom-percent').innerText(), 10)).toBeGreaterThan(110);
  });

  test('a word is found and stepped through', async () => {
    await visit('open=unsigned');
    await drawn();
    await page.keyboard.press('Control+f');
    await it('search-text').fill('原始记录');
    await expect.poll(() => it('search-state').innerText()).toBe('第 1 处，共 2 处');
    await it('search-text').press('Enter');
    await expect.poll(() => it('search-state').innerText()).toBe('第 2 处，共 2 处');
    await page.keyboard.press('Escape');
    expect(await page.getByTestId('search-panel').count()).toBe(0);
  });

  test('text on the page can be selected', async () => {
    await visit('open=unsigned');
    await drawn();
    await page.getByText('江南水务集团有限公司').first().waitFor({ state: 'attached' });
    const chosen = await page.evaluate(() => {
      const line = [...document.querySelectorAll('.line')].find((element) => element.textContent === '江南水务集团有限公司');
      if (line) getSelection()?.selectAllChildren(line);
      return getSelection()?.toString();
    });
    expect(chosen).toBe('江南水务集团有限公司');
  });
});

describe('signing', () => {
  test('the first run leads from a name to a signed sample', async () => {
    await visit('first');
    await it('guide-name').fill('王敏');
    await click('guide-next');
    await it('new-pin').fill(PIN);
    await it('new-pin-again').fill(PIN);
    await click('guide-next');
    await scribble(page);
    await click('guide-next');
    await click('guide-next');
    await drawn();
    await it('coach').waitFor();
    await goTo(6);
    await clickPage(6, 0.4, 0.6);
    await it('place-box').waitFor();
    await click('sign-consent');
    await it('sign-pin').fill(PIN);
    await click('sign-confirm');
    await it('result').waitFor();
    expect(await it('coach').getAttribute('data-step')).toBe('coach-done');
    expect(await it('verdict-bar').getAttribute('data-verdict')).toBe('indeterminate');
  });

  test('from open to signed takes five clicks, drawing and PIN where nothing is remembered but the signer', async () => {
    await visit();
    await it('recent-file').waitFor();
    await click('open-sample'); // 1
    await drawn();
    await click('tool-sign'); // 2
    await it('place-layer').waitFor();
    await clickPage(1, 0.7, 0.8); // 3
    await click('sign-consent'); // 4
    await it('sign-pin').fill(PIN);
    await click('sign-confirm'); // 5
    await it('result').waitFor();
    expect(await it('result-name').innerText()).toBe('示例报告 JC-2026-0417（已签名）.pdf');
    const [request] = await calls('sign_document');
    expect(request).toMatchObject({ consent: true, reason: '批准', location: '苏州市政水厂', output: null, field: null });
    await click('result-verify');
    expect(await it('signature-card').getAttribute('data-verdict')).toBe('passed');
  });

  test('the keyboard alone signs: place here, nudge, consent, PIN, Enter', async () => {
    await visit('open=unsigned');
    await drawn();
    await it('tool-sign').focus();
    await page.keyboard.press('Enter');
    await it('place-here').focus();
    await page.keyboard.press('Enter');
    await it('place-box').waitFor();
    const read = async () => (await it('place-mm').innerText()).match(/[\d.]+/g)?.map(Number) ?? [];
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('place-box');
    const [left = 0, top = 0] = await read();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowUp');
    const [right = 0, up = 0] = await read();
    expect(right - left).toBeCloseTo(0.5, 1);
    expect(top - up).toBeCloseTo(5, 1);
    await it('sign-consent').focus();
    await page.keyboard.press('Space');
    await it('sign-pin').focus();
    await page.keyboard.type(PIN);
    await page.keyboard.press('Enter');
    await it('result').waitFor();
  });

  test('Esc takes the signature back, a corner resizes it in shape', async () => {
    await visit('open=unsigned');
    await drawn();
    await click('tool-sign');
    await it('place-layer').waitFor();
    await clickPage(1, 0.5, 0.5);
    const size = async () => (await it('place-mm').innerText()).match(/[\d.]+/g)?.map(Number).slice(2) ?? [];
    const [width = 0, height = 1] = await size();
    const corner = await it('corner-bottom-right').boundingBox();
    if (!corner) throw new Error('no corner');
    await page.mouse.move(corner.x + 14, corner.y + 14);
    await page.mouse.down();
    await page.mouse.move(corner.x + 94, corner.y + 20, { steps: 4 });
    await page.mouse.up();
    const [wider = 0, taller = 1] = await size();
    expect(wider).toBeGreaterThan(width + 10);
    expect(wider / taller).toBeCloseTo(width / height, 0);
    await page.keyboard.press('Escape');
    expect(await page.getByTestId('place-box').count()).toBe(0);
    expect(await it('place-here').isVisible()).toBe(true);
  });

  test('an empty field is signed instead of a place', async () => {
    await visit('open=field');
    await drawn();
    await goTo(6);
    await click('empty-field');
    await it('signing-panel').waitFor();
    await page.getByText('签在签名栏“批准”').waitFor();
    await click('sign-consent');
    await it('sign-pin').fill(PIN);
    await click('sign-confirm');
    await it('result').waitFor();
    expect((await calls('sign_document'))[0]).toMatchObject({ field: '批准', place: null });
  });

  test('a wrong PIN tells the tries left and keeps nothing', async () => {
    await visit('open=unsigned');
    await drawn();
    await click('tool-sign');
    await click('place-here');
    await click('sign-consent');
    await it('sign-pin').fill('000000');
    await click('sign-confirm');
    await page.getByText('PIN 不正确，还可尝试 4 次。').waitFor();
    expect(await it('sign-pin').inputValue()).toBe('');
    expect(JSON.stringify(await calls('sign_document'))).not.toContain('000000');
  });

  test('what is missing is said, and the focus goes there', async () => {
    await visit('open=unsigned');
    await drawn();
    await click('tool-sign');
    await click('step-look-change');
    await click('sign-confirm');
    expect(await it('sign-missing').innerText()).toBe('请在页面上点一下签名的位置。');
    await click('place-here');
    await click('sign-confirm');
    expect(await it('sign-missing').innerText()).toBe('请勾选确认语句。');
    await click('sign-consent');
    await click('sign-confirm');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('sign-pin');
  });

  test('a drawing can be undone, cleared, and is used by the click on the page', async () => {
    await visit('first&open=unsigned');
    await drawn();
    await click('tool-sign');
    await scribble(page);
    await click('pad-undo');
    await click('pad-clear');
    expect(await it('use-drawing').isDisabled()).toBe(true);
    await scribble(page);
    await clickPage(1, 0.5, 0.5);
    await it('place-picture').waitFor();
    const [drawnMark] = await calls('add_drawn_mark');
    expect(drawnMark).toMatchObject({ keep: true });
  });

  test('an identity is made where it is needed', async () => {
    await visit('first&open=unsigned');
    await drawn();
    await click('tool-sign');
    await click('identity-create');
    await it('new-pin').fill('12345');
    await it('new-pin-again').fill('12345');
    await click('create-confirm');
    await page.getByText('至少需要 6 位。').waitFor();
    await it('new-pin').fill(PIN);
    await it('new-pin-again').fill(PIN);
    await click('create-confirm');
    await it('notice').waitFor();
    expect(await it('sign-identity').inputValue()).not.toBe('');
  });
});

describe('verifying', () => {
  test('a click on the signature shows its card, and the page jumps to it', async () => {
    await visit('open=signed');
    await drawn();
    expect(await it('verdict-bar').getAttribute('data-tone')).toBe('good');
    await click('verdict-details');
    await click('show-on-page');
    await expect.poll(() => it('page-number').inputValue()).toBe('6');
    await click('signatures-panel-close');
    await click('signature-area');
    await it('signature-card').waitFor();
  });

  test('trust is given where the question arises, after the fingerprint was compared', async () => {
    await visit('open=stranger');
    await drawn();
    await click('verdict-details');
    await click('trust-signer');
    expect(await it('trust-dialog').innerText()).toContain('指纹');
    expect(await it('confirm-trust').isDisabled()).toBe(true);
    await click('trust-compared');
    await click('confirm-trust');
    await expect.poll(() => it('verdict-bar').getAttribute('data-verdict')).toBe('passed');
  });

  test('the version that was signed is shown, and there is a way back', async () => {
    await visit('open=changed');
    await drawn();
    await click('verdict-details');
    await click('show-signed-version');
    await it('version-bar').waitFor();
    await drawn();
    await click('leave-version');
    expect(await it('verdict-bar').getAttribute('data-tone')).toBe('bad');
  });
});

describe('the log', () => {
  test('is searched, filtered, sorted and read by the keyboard', async () => {
    await visit();
    await click('history-open');
    await it('history-row').waitFor();
    expect(await it('history-state').getAttribute('data-intact')).toBe('true');
    expect(await it('history-count').innerText()).toBe('300 条');
    expect(await page.getByTestId('history-row').count()).toBeLessThan(60);
    await it('history-search').fill('王敏');
    await expect.poll(() => it('history-count').innerText()).toBe('60 条');
    await it('history-action').selectOption('signed');
    await expect.poll(async () => Number.parseInt(await it('history-count').innerText(), 10)).toBeLessThan(60);
    await it('history-table').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await it('history-entry').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByTestId('history-entry').count()).toBe(0);
    await it('history-search').fill('');
    await it('history-action').selectOption('all');
    await click('history-sort');
    await expect.poll(async () => (await it('history-row').innerText()).split('\n')[0]).toBe('1');
    await click('history-export-csv');
    await it('notice').waitFor();
  });

  test('that is broken says where', async () => {
    await visit('broken');
    await click('history-open');
    await expect.poll(() => it('history-state').innerText()).toContain('从第 214 条起');
  });
});

describe('settings', () => {
  test('the language changes without a restart', async () => {
    await visit();
    await click('settings-open');
    await it('language-select').selectOption('en');
    await page.getByRole('heading', { name: 'Trusted certificates' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    expect(await page.title()).toBe('Settings — Vermilion');
    await it('appearance-select').selectOption('dark');
    expect(await page.evaluate(() => document.documentElement.dataset.appearance)).toBe('dark');
  });

  test('an identity goes only after its name was typed', async () => {
    await visit();
    await click('settings-open');
    await click('identity-remove');
    expect(await it('remove-confirm').isDisabled()).toBe(true);
    await it('remove-typed').fill('张三');
    await click('remove-confirm');
    await it('notice').waitFor();
    await expect.poll(() => page.getByTestId('identity').count()).toBe(2);
  });

  test('?lang=test shows ids', async () => {
    await page.goto(`${server.url}?lang=test`);
    await page.getByText('drop-title').first().waitFor();
  });
});

test('dialogs keep the focus and give it back', async () => {
  await visit();
  await click('settings-open');
  await it('settings-identity-create').focus();
  await page.keyboard.press('Enter');
  await it('create-identity').waitFor();
  for (let at = 0; at < 14; at += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null)).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('settings-identity-create');
});

test('nothing is cut at twice the size', async () => {
  await page.setViewportSize({ width: 640, height: 400 });
  for (const query of ['', 'open=signed', 'waiting']) {
    await visit(query);
    await page.getByTestId(query === 'open=signed' ? 'pages' : 'start').waitFor();
    if (query === 'waiting') {
      await click('open-batch');
      await click('batch-folder');
      await it('batch-table').waitFor();
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640);
  }
});
