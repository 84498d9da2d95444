// Stamping in a real browser with the host in memory: seals on pages, at words and over the seam, shown before and after.

import { describe, expect, test } from 'vitest';
import { calls, click, drawn, goTo, it, page, shot, visit } from './stage';

const PIN = '135790';
const marks = (number: number) => page.locator(`[data-testid="page"][data-page="${number}"] [data-testid="stamp-mark"]`);
const plan = () => it('stamp-plan-line').innerText();

/** Opens a file and the stamping panel with its first seal, not placed yet. */
async function begin(query: string): Promise<void> {
  await visit(query);
  await drawn();
  await click('tool-stamp');
  await click('stamp-art');
}

/** Clicks a page at parts of what of it can be seen. */
async function clickPage(number: number, right: number, down: number): Promise<void> {
  const box = await page.locator(`[data-testid="page"][data-page="${number}"]`).boundingBox();
  const frame = await it('pages').boundingBox();
  if (!box || !frame) throw new Error('the page is not there');
  const top = Math.max(box.y, frame.y);
  await page.mouse.click(box.x + box.width * right, top + (Math.min(box.y + box.height, frame.y + frame.height) - top) * down);
}

async function confirm(): Promise<void> {
  await click('sign-consent');
  await it('sign-pin').fill(PIN);
  await click('sign-confirm');
}

/** A number that is typed counts once it is left. */
async function enter(id: string, value: string): Promise<void> {
  await it(id).fill(value);
  await it(id).press('Tab');
}

describe('a report nobody signed', () => {
  test('gets a seal and a seam seal with one signature, and the panel says so before and after', async () => {
    await visit();
    await click('door-stamp');
    await drawn();
    await click('stamp-art');
    await goTo(6);
    await clickPage(6, 0.7, 0.6);
    await expect.poll(() => marks(6).count()).toBe(1);
    expect(await marks(6).first().evaluate((mark) => mark === document.activeElement)).toBe(true);
    await click('stamp-add-seam');
    await expect.poll(plan).toBe('第 6 页 1 处；骑缝：第 1–6 页');
    expect(await it('stamp-plan-way').innerText()).toBe('全部由一个签名保护。');
    await expect.poll(() => marks(6).count()).toBe(2);
    await expect.poll(() => marks(6).locator('img').count()).toBe(2);
    await goTo(1);
    await expect.poll(() => marks(1).locator('img').count()).toBe(1);
    await confirm();
    await it('result').waitFor();
    expect(await it('result-stamped').innerText()).toBe('第 6 页 1 处；骑缝：第 1–6 页\n在 6 页上加盖 7 处，由同一个签名保护。');
    const [request] = await calls('sign_document');
    expect(request).toMatchObject({
      place: null, field: null, look: { mark: null },
      stamps: [{ art: { seal: 'seal-testing' }, at: { pages: { pages: { listed: '6' }, width: null } }, ink: { opacity: 1, multiply: true, angle: 0 } },
        { art: { seal: 'seal-testing' }, at: { seam: { edge: 'right', oddOnly: false, along: 0.5, mostSlices: 20, width: null } } }],
    });
    // The next signature is seen again: stamping alone changes nothing of what is remembered of it.
    expect((await calls('save_settings')).at(-1)).toMatchObject({ look: { mark: 'mark-kept' }, markWidth: 46 });
  });

  test('is stamped with the keyboard alone', async () => {
    await visit('open=unsigned');
    await drawn();
    await it('tool-stamp').focus();
    await page.keyboard.press('Enter');
    await it('stamp-art').focus();
    await page.keyboard.press('Enter');
    await it('stamp-place-here').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => marks(1).count()).toBe(1);
    await expect.poll(() => marks(1).first().evaluate((mark) => mark === document.activeElement)).toBe(true);
    const left = Number(await it('stamp-left').inputValue());
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(async () => Number(await it('stamp-left').inputValue())).toBeCloseTo(left - 5.5, 1);
    await it('sign-consent').focus();
    await page.keyboard.press('Space');
    await it('sign-pin').focus();
    await page.keyboard.type(PIN);
    await page.keyboard.press('Enter');
    await it('result').waitFor();
    expect((await calls('sign_document'))[0]?.stamps).toHaveLength(1);
  });

  test('is stamped on the pages that are chosen, and a list that names none is told', async () => {
    await begin('open=unsigned');
    await clickPage(1, 0.5, 0.5);
    for (const [pages, words] of [['first', '第 1 页 1 处'], ['last', '第 6 页 1 处'], ['all', '第 1–6 页各 1 处'], ['odd', '第 1、3、5 页各 1 处'], ['even', '第 2、4、6 页各 1 处']]) {
      await it('stamp-pages').selectOption(pages ?? '');
      await expect.poll(plan).toBe(words);
    }
    await it('stamp-pages').selectOption('listed');
    await it('stamp-listed').fill('2-3，9');
    await page.getByText('请写成 1-3, 5 这样，文件共 6 页。').waitFor();
    await click('sign-confirm');
    expect(await it('sign-missing').innerText()).toBe('请填写页码，例如 1-3, 5。');
    await it('stamp-listed').fill('2-3，5');
    await expect.poll(plan).toBe('第 2、3、5 页各 1 处');
    await enter('stamp-left', '20');
    await enter('stamp-top', '30.5');
    await confirm();
    await it('result').waitFor();
    expect((await calls('sign_document'))[0]?.stamps).toMatchObject([{ at: { pages: { pages: { listed: '2-3,5' }, left: 20, top: 30.5 } } }]);
  });

  test('is stamped at words, each with its offset, and a mark that is dragged takes its offset along', async () => {
    await begin('open=unsigned');
    await click('stamp-way-keyword');
    await click('sign-confirm');
    expect(await it('sign-missing').innerText()).toBe('请填写关键字。');
    await it('stamp-words').fill('（盖章）');
    expect(await it('failure').innerText()).toContain('文件正文中没有“（盖章）”。');
    await click('sign-confirm');
    expect(await it('sign-missing').innerText()).toBe('请先解决印章下面标出的问题。');
    await it('stamp-words').fill('批准');
    await it('stamp-which').selectOption('every');
    await expect.poll(plan).toBe('第 6 页 1 处');
    await click('stamp-head');
    await click('stamp-head');
    const mark = marks(6).first();
    await mark.waitFor();
    const left = async () => (await mark.boundingBox())?.x ?? 0;
    const unmoved = await left();
    await enter('stamp-right', '12');
    await expect.poll(async () => (await left()) - unmoved).toBeGreaterThan(30);
    const box = await mark.boundingBox();
    if (!box) throw new Error('no mark');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 40, box.y + box.height / 2 + 20, { steps: 4 });
    await page.mouse.up();
    expect(Number(await it('stamp-right').inputValue())).toBeGreaterThan(20);
    expect(Number(await it('stamp-down').inputValue())).toBeGreaterThan(4);
    // Where the engine says it is, it stays.
    await page.waitForTimeout(400);
    const after = await mark.boundingBox();
    expect(Math.abs((after?.x ?? 0) - box.x - 40)).toBeLessThan(1.5);
  });

  test('has its seam seal where it is dragged along the edge, on odd pages, in fewer slices', async () => {
    await visit('open=unsigned');
    await drawn();
    await click('tool-stamp');
    await click('stamp-add-seam');
    await click('stamp-art');
    const mark = marks(1).first();
    await mark.waitFor();
    const box = await mark.boundingBox();
    if (!box) throw new Error('no mark');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x - 100, box.y + box.height / 2 - 110, { steps: 4 });
    await page.mouse.up();
    expect(Number(await it('stamp-along').inputValue())).toBeLessThan(42);
    expect((await mark.boundingBox())?.x).toBeCloseTo(box.x, 0);
    await click('stamp-odd');
    await expect.poll(plan).toBe('骑缝：第 1、3、5 页');
    await click('stamp-odd');
    await enter('stamp-slices', '3');
    await it('stamp-notes').waitFor();
    await it('stamp-edge').selectOption('bottom');
    await confirm();
    await it('result').waitFor();
    expect((await calls('sign_document'))[0]?.stamps).toMatchObject([{ at: { seam: { edge: 'bottom', oddOnly: false, mostSlices: 3 } } }]);
  });

  test('carries the ink as it is set, and the signature where that is wanted', async () => {
    await begin('open=unsigned');
    await clickPage(1, 0.5, 0.3);
    await click('stamp-ink');
    await enter('stamp-opacity', '60');
    await enter('stamp-angle', '-8');
    await click('stamp-multiply');
    await click('step-look-change');
    await click('own-mark');
    await click('mark');
    await click('sign-confirm');
    expect(await it('sign-missing').innerText()).toBe('请在页面上点一下签名的位置。');
    await clickPage(1, 0.3, 0.7);
    await it('place-box').waitFor();
    await confirm();
    await it('result').waitFor();
    expect((await calls('sign_document'))[0]).toMatchObject({
      look: { mark: 'mark-kept' }, place: { page: 0 }, stamps: [{ ink: { opacity: 0.6, multiply: false, angle: -8 } }],
    });
  });

  test('has the day written below its first seal', async () => {
    await begin('open=unsigned');
    await clickPage(1, 0.5, 0.3);
    await click('step-look-change');
    await click('own-below');
    await it('caption-picture').waitFor();
    const [seal, words] = [await marks(1).first().boundingBox(), await it('caption-picture').boundingBox()];
    expect((words?.y ?? 0) - (seal?.y ?? 0) - (seal?.height ?? 0)).toBeGreaterThan(0);
    expect(Math.abs((words?.x ?? 0) + (words?.width ?? 0) / 2 - (seal?.x ?? 0) - (seal?.width ?? 0) / 2)).toBeLessThan(1);
    await confirm();
    await it('result').waitFor();
    expect((await calls('sign_document'))[0]).toMatchObject({ place: null, look: { mark: null, caption: { date: true, side: 'below' } } });
    expect((await calls('save_settings')).at(-1)).toMatchObject({ look: { mark: 'mark-kept' } });
  });

  test('of one page has no seam, and nothing is stamped unsaid', async () => {
    await visit('open=single');
    await drawn();
    await click('tool-stamp');
    await click('stamp-add-seam');
    await click('stamp-art');
    await it('stamp-notes').waitFor();
    await click('sign-confirm');
    expect(await it('sign-missing').innerText()).toBe('按现在的设置，没有一页会盖上印章。');
    expect(await calls('sign_document')).toEqual([]);
  });
});

describe('the list of stamps', () => {
  test('is added to, ordered and cut, and each row says where', async () => {
    await begin('open=unsigned');
    await clickPage(1, 0.4, 0.4);
    await click('stamp-add');
    await page.getByTestId('stamp-art').nth(1).click();
    await it('stamp-pages').selectOption('last');
    await click('stamp-place-here');
    const rows = page.getByTestId('stamp-head');
    expect(await rows.allInnerTexts()).toEqual(['检验检测专用章\n第 1 页 · 40 × 40 mm', '法定代表人名章\n末页 · 20 × 20 mm']);
    await expect.poll(() => page.getByTestId('stamp-plan-line').allInnerTexts()).toEqual(['检验检测专用章：第 1 页 1 处', '法定代表人名章：第 6 页 1 处']);
    await click('stamp-up');
    expect((await rows.allInnerTexts())[0]).toContain('法定代表人名章');
    await page.getByTestId('stamp-remove').nth(1).click();
    await expect.poll(plan).toBe('第 6 页 1 处');
    await click('stamp-remove');
    await expect.poll(() => page.getByTestId('stamp-plan').count()).toBe(0);
    await click('sign-confirm');
    expect(await it('sign-missing').innerText()).toBe('请先添加印章。');
  });

  test('is kept under a name, taken again for another report, and forgotten', async () => {
    await begin('open=unsigned');
    await goTo(6);
    await clickPage(6, 0.6, 0.5);
    await click('stamp-add-seam');
    await click('stamp-preset-keep');
    await it('stamp-preset-name').fill('末页加骑缝');
    await it('stamp-preset-name').press('Enter');
    await expect.poll(() => it('stamp-preset').inputValue()).toBe('末页加骑缝');
    // The last page of this report is the last page of the next.
    expect((await calls('save_preset'))[0]).toMatchObject({ name: '末页加骑缝', stamps: [{ at: { pages: { pages: 'last' } } }, { at: { seam: { edge: 'right' } } }] });
    await click('close-document');
    await click('door-stamp');
    await drawn();
    // The seal comes as it was stamped last time.
    await click('stamp-art');
    expect(await it('stamp-preset').inputValue()).toBe('末页加骑缝');
    await expect.poll(plan).toBe('第 6 页 1 处；骑缝：第 1–6 页');
    expect(await page.getByTestId('stamp-row').count()).toBe(2);
    expect(await page.locator('[data-testid="stamp-head"][aria-expanded="true"]').count()).toBe(0);
    await click('stamp-preset-forget');
    await expect.poll(() => page.getByTestId('stamp-preset').count()).toBe(0);
  });

  test('says where there is no seal', async () => {
    await visit('open=unsigned&noseals&first');
    await it('document-name').waitFor();
    await click('tool-stamp');
    expect(await it('stamp-no-art').innerText()).toContain('这台电脑上还没有印章。');
  });
});

test('a report that was signed before is stamped with a signature for each place', async () => {
  await begin('open=signed');
  await clickPage(1, 0.5, 0.5);
  await click('stamp-add-seam');
  await expect.poll(() => it('stamp-plan-way').innerText()).toBe('张三已经签过名，页面不能再改：每处各用一个签名，共 7 个，只输一次 PIN。');
  await confirm();
  await it('result').waitFor();
  expect(await it('result-stamped').innerText()).toContain('由 7 个签名保护');
});

test('a seal goes into the field that waits for it', async () => {
  await begin('open=field');
  await click('stamp-way-field');
  await expect.poll(plan).toBe('第 6 页 1 处');
  await confirm();
  await it('result').waitFor();
  expect((await calls('sign_document'))[0]?.stamps).toMatchObject([{ at: { field: '批准' } }]);
});

test('a seal is made wider or narrower where it is placed, and its true size is a click away', async () => {
  await begin('open=unsigned');
  await clickPage(1, 0.4, 0.4);
  await enter('stamp-width', '30');
  await it('stamp-resized').waitFor();
  expect(await it('stamp-resized').innerText()).toContain('40 × 40 mm');
  expect(await it('stamp-head').innerText()).toContain('30 × 30 mm');
  await expect.poll(async () => Math.round(((await marks(1).first().boundingBox())?.width ?? 0) / ((await marks(1).first().boundingBox())?.height ?? 1))).toBe(1);
  await shot('stamp-width');
  await confirm();
  await it('result').waitFor();
  expect((await calls('sign_document'))[0]?.stamps).toMatchObject([{ at: { pages: { width: 30 } } }]);
});

test('a kept way holds what the signature shows and where, and is its signer’s and such documents’ alone', async () => {
  await begin('open=unsigned');
  await goTo(6);
  await clickPage(6, 0.6, 0.5);
  await click('step-look-change');
  await click('own-mark');
  await click('mark');
  await clickPage(6, 0.3, 0.7);
  await it('place-box').waitFor();
  await click('stamp-preset-keep');
  await it('stamp-preset-name').fill('批准章');
  await click('stamp-preset-mine');
  await click('stamp-preset-alike');
  await it('stamp-preset-words').fill('检测报告');
  await shot('preset-keep');
  await click('stamp-preset-save');
  await expect.poll(() => it('stamp-preset').inputValue()).toBe('批准章');
  expect((await calls('save_preset'))[0]).toMatchObject({
    name: '批准章', identity: expect.any(String), template: { words: '检测报告' }, signature: { look: { mark: 'mark-kept' }, at: { page: { page: 'last' } } },
  });
  await click('close-document');
  await click('door-stamp');
  await drawn();
  await click('stamp-art');
  expect(await it('stamp-preset').inputValue()).toBe('批准章');
  await goTo(6);
  await it('place-box').waitFor();
});

test('many files show the pages of each before they are stamped', async () => {
  await visit();
  await click('open-batch');
  await click('batch-files');
  await click('batch-output');
  await click('batch-stamps-change');
  await click('stamp-add');
  await click('stamp-art');
  await it('stamp-pages').selectOption('listed');
  await it('stamp-listed').fill('2-3');
  await click('stamp-add-seam');
  const words = page.getByTestId('batch-row-words');
  await expect.poll(() => words.first().innerText()).toBe('第 2、3 页各 1 处；骑缝：第 1–6 页');
  expect(await words.nth(3).innerText()).toContain('不能盖章');
  expect(await it('batch-sum').innerText()).toBe('将在 3 份文件的 18 页上盖章，共 24 处；另有 1 份不能盖章。');
  await click('batch-row');
  expect(await it('batch-plan').innerText()).toContain('骑缝：第 1–6 页');
  await shot('batch-plan');
});

test('many files are stamped with the same list', async () => {
  await visit();
  await click('open-batch');
  await click('batch-folder');
  await click('batch-output');
  await click('batch-stamps-change');
  await click('stamp-add');
  await click('stamp-art');
  await it('stamp-pages').selectOption('all');
  await enter('stamp-left', '150');
  await click('stamp-add-seam');
  await click('batch-stamps-fold');
  expect(await it('batch-stamps').innerText()).toContain('2 处印章');
  await expect.poll(() => it('batch-sum').innerText()).toBe('将在 28 份文件的 163 页上盖章，共 325 处。');
  await click('batch-consent');
  await it('batch-pin').fill(PIN);
  await click('batch-sign');
  await expect.poll(() => it('batch-sum').innerText()).toBe('25 份已签，3 份未签。');
  await click('batch-row');
  expect(await it('batch-stamped').innerText()).toContain('由同一个签名保护');
  expect((await calls('sign_batch'))[0]).toMatchObject({
    page: null, place: null, look: { mark: null }, stamps: [{ at: { pages: { pages: 'all', left: 150 } } }, { at: { seam: { edge: 'right' } } }],
  });
});
