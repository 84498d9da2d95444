// The rules of use before many files are signed: who may, which files may, who confirms, and that it goes on by itself.

import { describe, expect, test } from 'vitest';
import { calls, click, it, page, shot, visit } from './stage';

const PIN = '135790';

async function choose(query: string, what = 'batch-files'): Promise<void> {
  await visit(query);
  await click('open-batch');
  await click(what);
  await click('batch-output');
}

async function stamp(): Promise<void> {
  await click('batch-stamps-change');
  await click('stamp-add');
  await click('stamp-art');
  await click('batch-stamps-fold');
}

/** The letter that the dialog gives next. */
const letter = (kind: string | null) => page.evaluate((wanted) => { if (window.vermilionMemory) window.vermilionMemory.letter = wanted; }, kind);
const rules = (on: typeof page) => on.getByTestId('batch-row-rules');
const slow = (milliseconds: number) => page.evaluate((wanted) => { if (window.vermilionMemory) window.vermilionMemory.delay = wanted; }, milliseconds);
/** Waits until the files have been asked about. */
const asked = () => expect.poll(() => page.getByTestId('rules-asking').count()).toBe(0);

describe('sealing many', () => {
  test('shows which files are approved; one that is not fails alone', async () => {
    await choose('rules=approved&travel');
    await stamp();
    await expect.poll(() => rules(page).allInnerTexts()).toEqual(['已审批', '已审批', '已审批', '未经审批不能加盖']);
    const said = it('rules-of-files');
    expect(await said.innerText()).toContain('3 份已审批；盖章后审批单即用掉。');
    expect(await said.innerText()).toContain('1 份文件：未经审批不能加盖');
    expect(await said.innerText()).toContain('RS18 第9条');
    expect(await it('batch-sum').innerText()).toBe('3 份可以盖章，1 份规定不允许。');
    await shot('batch-rules');
    await click('rules-show-files');
    expect(await page.getByTestId('batch-row').count()).toBe(1);
    expect(await it('batch-barred').innerText()).toContain('请先由应签的人签名，或导入审批单。');
    await shot('batch-rules-barred');
    // Approvals are taken over together; what is none stops only itself, and giving up changes nothing.
    await letter(null);
    await it('batch-barred').getByTestId('rule-way-approval-first').click();
    await expect.poll(async () => (await calls('take_approvals')).length).toBe(1);
    expect(await page.getByTestId('approvals-taken').count()).toBe(0);
    await it('batch-filter').selectOption('all');
    await click('batch-consent');
    await it('batch-pin').fill(PIN);
    await asked();
    await click('batch-sign');
    await expect.poll(() => it('batch-sum').innerText()).toContain('3 份已签，1 份未签。');
    await click('batch-sort-state');
    await click('batch-row');
    expect(await it('batch-why-failed').innerText()).toContain('RS18');
    expect((await calls('sign_batch'))[0]).toMatchObject({ options: { kind: '检测报告' } });
  });

  test('goes on with approvals that were taken over together', async () => {
    await choose('rules=approved&travel');
    await stamp();
    await it('rules-of-files').getByTestId('rule-way-approval-first').click();
    const taken = it('approvals-taken');
    await expect.poll(() => taken.innerText()).toContain('已收取 1 张审批单。');
    expect(await taken.innerText()).toContain('“回执-张三.vmletter”没有收取');
    await expect.poll(() => rules(page).allInnerTexts()).toEqual(['已审批', '已审批', '已审批', '已审批']);
    await shot('batch-approvals-taken');
  });

  test('is held up where a rule forbids it for whoever signs, with the way out', async () => {
    await choose('rules');
    await click('batch-consent');
    await it('batch-pin').fill(PIN);
    await page.locator('[data-testid="rule"][data-rule="off-site"]').waitFor();
    await click('batch-sign');
    expect(await it('batch-lack').innerText()).toBe('请先处理规定不允许的事项。');
    expect(await calls('sign_batch')).toEqual([]);
    await click('rule-way-off-site');
    await it('travel-place').waitFor();
  });

  test('is confirmed by a second person where the house wants one', async () => {
    await choose('rules=person&travel');
    await click('batch-consent');
    await it('batch-pin').fill(PIN);
    await asked();
    await click('batch-sign');
    expect(await it('batch-lack').innerText()).toBe('请由第二人输入 PIN。');
    const others = it('second-person').locator('option:not([value=""])');
    const colleague = (await others.first().getAttribute('value')) ?? '';
    await it('second-person').selectOption(colleague);
    await it('second-pin').fill(PIN);
    await asked();
    await click('batch-sign');
    await expect.poll(async () => (await calls('sign_batch')).length).toBe(1);
    expect((await calls('sign_batch'))[0]).toMatchObject({ second: { identity: colleague } });
    expect(JSON.stringify(await calls('sign_batch'))).not.toContain(PIN);
  });
});

describe('what was confirmed while the files are still being looked at', () => {
  test('begins by itself', async () => {
    await choose('');
    await click('batch-consent');
    await it('batch-pin').fill(PIN);
    await slow(600);
    await stamp();
    await click('batch-sign');
    expect(await it('batch-lack').innerText()).toBe('正在核对每份文件，完成后自动开始签署。');
    await slow(1);
    await expect.poll(() => it('batch-sum').innerText()).toContain('4 份已签');
    expect(await calls('sign_batch')).toHaveLength(1);
  });

  test('stops where a file will fail, and goes on when it is confirmed again', async () => {
    await choose('rules=approved&travel');
    await click('batch-consent');
    await it('batch-pin').fill(PIN);
    await slow(600);
    await stamp();
    await click('batch-sign');
    await slow(1);
    await expect.poll(() => it('batch-lack').innerText()).toBe('4 份中有 1 份不会签署，原因见列表。再按一次，签署其余文件。');
    expect(await calls('sign_batch')).toEqual([]);
    await shot('batch-halted');
    await click('batch-sign');
    await expect.poll(() => it('batch-sum').innerText()).toContain('3 份已签，1 份未签。');
  });

  test('is taken back', async () => {
    await choose('');
    await click('batch-consent');
    await it('batch-pin').fill(PIN);
    await slow(600);
    await stamp();
    await click('batch-sign');
    await click('batch-wait-cancel');
    await slow(1);
    await asked();
    await page.waitForTimeout(400);
    expect(await calls('sign_batch')).toEqual([]);
    expect(await it('batch-pin').inputValue()).toBe(PIN);
  });
});
