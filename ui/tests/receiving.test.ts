// What a receiver does with seals and paper, in a real browser with the host in memory: the seam joined again, a printed page held
// against its file, a copy that says that it is one.

import { describe, expect, test } from 'vitest';
import { calls, click, drawn, it, page, visit } from './stage';

const panel = async (query: string) => {
  await visit(query);
  await drawn();
  await click('verdict-details');
};

describe('the seam', () => {
  test('an exchanged page is named, shown in the picture and led to', async () => {
    await panel('open=changed');
    await click('seam');
    await click('seam-check');
    await it('seam-verdict').filter({ hasText: '1 页有问题' }).waitFor();
    expect(await it('seam-verdict').getAttribute('data-outcome')).toBe('disturbed');
    await it('seam-picture').waitFor();
    expect(await it('seam-picture').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(240);
    await click('seam-page');
    await drawn(3);
    expect(await it('page-number').inputValue()).toBe('3');
  });

  test('it is held against the seal that was chosen, and against none where there is none', async () => {
    await panel('open=signed');
    await click('seam');
    await it('seam-seal').selectOption({ index: 1 });
    await click('seam-check');
    await it('seam-verdict').filter({ hasText: '骑缝章完整' }).waitFor();
    const [asked] = await calls('check_seam');
    expect(asked?.seal).toBeTruthy();
    await it('seam-seal').selectOption({ index: 0 });
    await click('seam-check');
    await page.getByTestId('seam-inside').filter({ hasText: '没有登记的印章可比' }).waitFor();
    expect((await calls('check_seam'))[1]?.seal).toBeNull();
  });
});

describe('paper', () => {
  test('a photograph that agrees says so, and each value leads to its page', async () => {
    await panel('open=signed');
    await click('paper');
    await click('paper-check');
    await it('paper-verdict').filter({ hasText: '纸件与文件一致' }).waitFor();
    await page.getByTestId('paper-value').filter({ hasText: '0.05 mg/kg' }).click();
    await drawn(2);
    expect(await it('page-number').inputValue()).toBe('2');
  });

  test('one that does not agree names the value; giving up changes nothing; a failure says what to do', async () => {
    await panel('open=changed');
    await click('paper');
    await click('paper-check');
    await it('paper-verdict').filter({ hasText: '不一致' }).waitFor();
    await page.getByTestId('paper-inside').filter({ hasText: '文件中没有' }).waitFor();
    await page.evaluate(() => { if (window.vermilionMemory) window.vermilionMemory.choose = null; });
    await click('paper-check');
    expect(await it('paper-verdict').getAttribute('data-outcome')).toBe('differs');
    await page.evaluate(() => window.vermilionMemory?.failNext('check_paper', { code: 'paper-code', case: 'none', params: { name: '照片.jpg' } }));
    await click('paper-check');
    await page.getByTestId('paper-inside').filter({ hasText: '没有找到本程序的二维码' }).waitFor();
  });
});

describe('a copy', () => {
  test('is exported with its number, recipient and password; a wrong number is told', async () => {
    await panel('open=signed');
    await click('copy-open');
    await it('copy-number').fill('drei');
    expect(await it('copy-confirm').isDisabled()).toBe(true);
    await it('copy-number').fill('3');
    await it('copy-for').fill('某公司');
    await it('copy-encrypted').check();
    expect(await it('copy-confirm').isDisabled()).toBe(true);
    await it('copy-password').fill('geheim-26');
    await click('copy-confirm');
    await page.getByText('已导出').waitFor();
    const [asked] = await calls('save_copy');
    expect(asked?.order).toEqual({ number: 3, recipient: '某公司' });
    expect(asked?.password).toBe('…');
  });

  test('that is opened says that it is one; the original does not', async () => {
    await visit('open=copy');
    await it('copy-bar').filter({ hasText: '第 3 号' }).filter({ hasText: '发给某公司' }).waitFor();
    await visit('open=unsigned');
    await drawn();
    expect(await page.getByTestId('copy-bar').count()).toBe(0);
  });

  test('and an unsigned file has all three as well', async () => {
    await visit('choose=unsigned');
    await click('door-verify');
    await drawn();
    await it('signatures-panel').waitFor();
    for (const id of ['seam', 'paper', 'copy-open']) await it(id).waitFor();
  });
});
