// The quality office in a real browser with the host in memory: opening it, people and their steps, seals, directory, incoming files,
// returned reports, incidents, inspection, the rules of the house.

import { describe, expect, test } from 'vitest';
import { calls, click, it, page, server, visit } from './stage';

const PIN = '135790';
const SECOND = '246810';

/** Opens the office at a section. */
async function enter(query = 'office', section?: string): Promise<void> {
  await visit(query);
  await click('door-office');
  await it('office').waitFor();
  if (section) await click(`office-${section}`);
}

/** The row of a table that has these words. */
const row = (testid: string, words: string) => page.getByTestId(testid).filter({ hasText: words }).first();

/** Opens somebody's file. */
async function open(name: string): Promise<void> {
  await row('people-row', name).click();
  await it('timeline').waitFor();
}

/** Gives leave as the officer who is proposed. */
async function leave(pin = PIN): Promise<void> {
  await it('office-pin-0').fill(pin);
  await click('office-go');
}

/** Both keyholders give leave. */
async function both(): Promise<void> {
  await it('office-pin-0').fill(PIN);
  await it('office-pin-1').fill(SECOND);
  await click('office-go');
}

const state = async (): Promise<string> => (await it('person').locator('.stands').innerText()).split('\n')[0]?.trim() ?? '';

describe('the way in', () => {
  test('is there only where the station is the office', async () => {
    await visit('');
    await it('door-sign').waitFor();
    expect(await page.getByTestId('door-office').count()).toBe(0);
    await visit('office');
    await it('door-office').waitFor();
  });

  test('asks for two keyholders where there is no office yet', async () => {
    await visit('office=none');
    await click('door-office');
    await it('office-organisation').fill('清源检测技术有限公司');
    await it('keyholder-name-0').fill('周宁');
    await it('keyholder-name-1').fill('周宁');
    for (const at of [0, 1]) {
      await it(`keyholder-pin-${at}`).fill('135790');
      await it(`keyholder-pin-${at}-again`).fill('135790');
    }
    expect(await it('office-start').isDisabled()).toBe(true);
    await it('keyholder-name-1').fill('吴敏');
    await click('office-start');
    // The same PIN twice is one person's PIN: the engine refuses, and both are asked for again.
    await it('failure').waitFor();
    expect(await it('failure').getAttribute('data-case')).toBe('two-persons');
    for (const [at, pin] of ['135790', '246810'].entries()) {
      await it(`keyholder-pin-${at}`).fill(pin);
      await it(`keyholder-pin-${at}-again`).fill(pin);
    }
    await click('office-start');
    await it('people-empty').waitFor();
  });

  test('tells a keyholder whose PINs differ before either is taken', async () => {
    await visit('office=none');
    await click('door-office');
    await it('office-organisation').fill('清源');
    for (const [at, name] of ['周宁', '吴敏'].entries()) {
      await it(`keyholder-name-${at}`).fill(name);
      await it(`keyholder-pin-${at}`).fill('135790');
      await it(`keyholder-pin-${at}-again`).fill(at === 1 ? '135791' : '135790');
    }
    await click('office-start');
    expect(await it('keyholder-pin-0').inputValue()).toBe('135790');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('keyholder-pin-1-again');
    expect((await calls('start_office')).length).toBe(0);
  });

  test('makes a sample laboratory and says where it is', async () => {
    await visit('office=none');
    await click('door-office');
    await click('office-demo');
    await page.getByText('SAMPLE.txt').last().waitFor();
    await it('office-setup').waitFor();
  });
});

describe('people', () => {
  test('are found, filtered and sorted', async () => {
    await enter();
    await it('people-row').waitFor();
    expect(await page.getByTestId('people-row').count()).toBe(9);
    await it('people-search').fill('微生物');
    await expect.poll(() => page.getByTestId('people-row').count()).toBe(2);
    await it('people-search').fill('没有这个人');
    await it('people-clear').click();
    await expect.poll(() => page.getByTestId('people-row').count()).toBe(9);
    await it('people-state').selectOption('issued');
    await expect.poll(() => page.getByTestId('people-row').count()).toBe(3);
    await click('people-sort-until');
    expect(await it('people-row').innerText()).toContain('张三');
    await click('people-sort-until');
    expect(await it('people-row').innerText()).toContain('陈晨');
  });

  test('by the thousand are one list that keeps only what is in view', async () => {
    await enter('office=many');
    await expect.poll(() => it('people-count').innerText()).toContain('1,000');
    expect(await page.getByTestId('people-row').count()).toBeLessThan(60);
    await it('people-table').focus();
    await page.keyboard.press('End');
    await row('people-row', 'P1000').waitFor();
    await page.keyboard.press('Enter');
    await it('person').waitFor();
    expect(await it('person').innerText()).toContain('P1000');
  });

  test('go from the application to the copy, step by step', async () => {
    await enter();
    await open('刘洋');
    expect(await page.getByTestId('do-approve').count()).toBe(0);
    await click('do-check');
    await click('paper-add');
    await it('paper').waitFor();
    await leave('999999');
    await page.getByText('还可尝试 4 次').waitFor();
    await leave();
    await it('do-approve').waitFor();
    expect((await calls('take_step')).at(-1)).toMatchObject({ person: 'P0004', step: 'check', by: { officer: '周宁' } });
    // The button that was pressed is gone: the focus is in the file, not lost.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('person-close');
    await click('do-approve');
    await it('office-officer').selectOption('吴敏');
    await leave(SECOND);
    await click('do-issue');
    await it('office-pin-0').fill(PIN);
    expect(await it('office-go').isDisabled()).toBe(true);
    await it('issue-until').fill('2027年6月30日');
    await both();
    expect(await it('initial-pin').innerText()).toBe('7Q4M-2KXD');
    expect((await calls('issue_identity')).at(-1)).toMatchObject({ person: 'P0004', until: '2027-06-30', keyholders: [{ officer: '周宁' }, { officer: '吴敏' }] });
    await click('issued-close');
    await expect.poll(state).toBe('已发放');
    expect(await page.getByText('7Q4M-2KXD').count()).toBe(0);
    expect(await it('timeline-step').getAttribute('data-step')).toBe('issue');
  });

  test('are turned down only with a reason', async () => {
    await enter();
    await open('赵雪');
    await click('do-reject');
    await it('office-pin-0').fill(PIN);
    expect(await it('office-go').isDisabled()).toBe(true);
    await it('office-why').fill('缺少授权书');
    await it('office-pin-0').press('Enter');
    await expect.poll(state).toBe('已驳回');
    expect((await calls('take_step')).at(-1)).toMatchObject({ step: 'reject', why: '缺少授权书' });
  });

  test('are revoked with a word about what is lost, and never by Enter alone', async () => {
    await enter();
    await open('张三');
    await click('do-revoke');
    await page.getByText('注销后不能恢复').waitFor();
    await it('office-why').fill('离职');
    await it('office-pin-0').fill(PIN);
    await it('office-pin-0').press('Enter');
    expect((await calls('take_step')).length).toBe(0);
    await click('office-compromise');
    await click('office-go');
    await expect.poll(state).toBe('已注销');
    expect((await calls('take_step')).at(-1)).toMatchObject({ step: 'revoke', compromise: true });
    await click('do-destroy');
    await page.getByText('不能找回').waitFor();
    await click('office-cancel');
    await expect.poll(state).toBe('已注销');
  });

  test('are suspended, resumed and transferred', async () => {
    await enter();
    await open('王敏');
    await click('do-resume');
    await it('office-why').fill('电脑已找回');
    await leave();
    await expect.poll(state).toBe('已发放');
    await click('do-transfer');
    await it('post-title').fill('授权签字人');
    await it('post-from').fill('2026-13-01');
    await it('office-why').fill('任命');
    await it('office-pin-0').fill(PIN);
    expect(await it('office-go').isDisabled()).toBe(true);
    await it('post-from').fill('2026.12.1');
    await click('office-go');
    await expect.poll(state).toBe('已调岗');
    expect((await calls('take_step')).at(-1)).toMatchObject({ step: 'transfer', post: { title: '授权签字人', field: '', from: '2026-12-01', until: null } });
  });

  test('have facts that are changed, only those that were touched', async () => {
    await enter();
    await open('张三');
    await click('person-change');
    await it('office-pin-0').fill(PIN);
    expect(await it('office-go').isDisabled()).toBe(true);
    await click('change-condition-anywhere');
    await click('token-add');
    await it('token-2-serial').fill('UK-20261126');
    await it('office-why').fill('加一个备用令牌');
    await click('office-go');
    await page.getByText('UK-20261126').waitFor();
    const [asked] = await calls('change_person');
    expect(asked).toMatchObject({ person: 'P0001', facts: { condition: 'anywhere', department: null, posts: null, scope: null, devices: null, training: null, ends: null } });
  });

  test('are reached from what asks for attention, with the clause beside it', async () => {
    await enter();
    expect(await it('attention-period').innerText()).toContain('RS5');
    await click('attention-period');
    await expect.poll(() => page.getByTestId('people-row').count()).toBe(1);
    expect(await it('people-row').innerText()).toContain('张三');
    await click('attention-more');
    await it('to-do').waitFor();
  });
});

describe('seals', () => {
  test('are registered with their rules', async () => {
    await enter('office', 'seals');
    await click('seal-add');
    await it('seal-name').fill('财务专用章');
    await it('seal-custodian').fill('陈');
    await it('seal-custodian-option').waitFor();
    await it('seal-custodian').press('Enter');
    expect(await it('seal-custodian').inputValue()).toBe('陈晨');
    await it('office-pin-0').fill(PIN);
    // Nobody signs and nobody approves: it could never be set.
    expect(await it('office-go').isDisabled()).toBe(true);
    await it('need-post').fill('授权签字人');
    await it('need-post').press('Enter');
    await it('need-person').fill('孙');
    await it('need-person-option').waitFor();
    await it('need-person').press('Enter');
    expect(await page.getByTestId('need').count()).toBe(2);
    await click('seal-ordered');
    await click('seal-ticket-never');
    await click('office-go');
    await it('seal').waitFor();
    expect(await it('seal').innerText()).toContain('须依次有任一授权签字人、孙磊的签名');
    expect((await calls('keep_seal')).at(-1)).toMatchObject({ name: '财务专用章', custodian: 'P0003', ordered: true, ticket: 'never', inUse: true, needs: [{ person: null, post: '授权签字人' }, { person: 'P0006', post: null }] });
  });

  test('are handed to a deputy before a witness', async () => {
    await enter('office', 'seals');
    await row('seal-row', '合同专用章').click();
    await click('seal-hand');
    await it('hand-to').fill('孙磊');
    await it('hand-to-option').click();
    await it('hand-until').fill('2020-01-01');
    await it('hand-witness').fill('孙磊');
    await it('office-pin-0').fill(PIN);
    expect(await it('office-go').isDisabled()).toBe(true);
    await it('hand-witness').fill('吴敏');
    expect(await it('office-go').isDisabled()).toBe(true);
    await it('hand-until').fill('2099-12-31');
    await click('office-go');
    await page.getByText('孙磊 · 监交人 吴敏').waitFor();
    expect(await row('seal-row', '合同专用章').innerText()).toContain('孙磊（代陈晨）');
  });

  test('are put away, and taken into use again', async () => {
    await enter('office', 'seals');
    await row('seal-row', '合同专用章').click();
    await click('seal-away');
    await it('office-why').fill('换新章');
    await leave();
    await it('seal-back').waitFor();
    expect(await it('seal-hand').isDisabled()).toBe(true);
    await click('seal-back');
    await it('office-why').fill('恢复');
    await leave();
    await it('seal-away').waitFor();
    expect((await calls('keep_seal')).map((call) => call.inUse)).toEqual([false, true]);
  });
});

describe('letters', () => {
  test('an application becomes a person', async () => {
    await enter();
    await click('office-take');
    await it('take-file').waitFor();
    expect(await it('take-file').innerText()).toContain('林小雨');
    await leave();
    expect(await it('taken-words').innerText()).toContain('P0010');
    await click('taken-show');
    await it('person').waitFor();
    await expect.poll(state).toBe('已申请');
  });

  test('a notice suspends at once and is an incident', async () => {
    await enter('office&letter=notice');
    await click('office-take');
    await leave();
    await click('taken-show');
    await expect.poll(state).toBe('已挂失');
    await click('office-incidents');
    await expect.poll(() => page.getByTestId('incident-row').count()).toBe(3);
  });

  test('a locked station gets its tries back from both keyholders', async () => {
    await enter('office&letter=unlock-request', 'directory');
    await click('directory-unlock');
    expect(await it('give-unlock').innerText()).toContain('王敏');
    await both();
    await expect.poll(async () => (await calls('give_unlock')).length).toBe(1);
  });

  test('what is meant for others is told apart, what cannot be read too', async () => {
    await enter('office&letter=ticket');
    await click('office-take');
    await it('not-ours').waitFor();
    await click('not-ours-close');
    await page.evaluate(() => window.vermilionMemory?.failNext('choose_office_file', { code: 'office-file', case: 'unreadable', params: {} }));
    await click('office-take');
    await it('take-failed').waitFor();
    await page.evaluate(() => { if (window.vermilionMemory) window.vermilionMemory.letter = null; });
    await click('take-other');
    await it('take-failed').waitFor({ state: 'detached' });
  });

  test('the directory goes out with both PINs, and nothing is due then', async () => {
    await enter();
    await click('attention-directory');
    await click('directory-send');
    await it('office-pin-0').fill(PIN);
    await it('office-pin-1').fill('111111');
    await click('office-go');
    await page.getByText('还可尝试 4 次').waitFor();
    expect(await it('office-pin-0').inputValue()).toBe('');
    // Whose PIN was wrong is said at that field.
    expect(await it('office-pin-0').getAttribute('aria-invalid')).toBeNull();
    expect(await it('office-pin-1').getAttribute('aria-invalid')).toBe('true');
    await both();
    await page.getByTestId('attention-directory').waitFor({ state: 'detached' });
    expect(await it('directory').innerText()).toContain('47');
  });
});

describe('what came back and what went wrong', () => {
  test('returned reports are sorted and filtered by their verdict', async () => {
    await enter('office', 'returns');
    await it('returned-report').waitFor();
    await click('returns-sort-verdict');
    await click('returns-sort-verdict');
    expect(await it('returned-report').getAttribute('data-state')).toBe('passed');
    await it('returns-verdict').selectOption('failed');
    await expect.poll(() => page.getByTestId('returned-report').count()).toBe(1);
    await it('returned-report').click();
    expect(await it('return').innerText()).toContain('RS17 4.3');
    // It is taken out of the archive, looked at, and its sealing approved.
    await click('return-open');
    await it('document-name').filter({ hasText: 'JC-2026-0388' }).waitFor();
    await page.getByTestId('notice').filter({ hasText: '已取出' }).waitFor();
    await it('notice-action').waitFor();
  });

  test('an incident is written down, by an auditor too', async () => {
    await enter('office', 'incidents');
    await click('incident-add');
    await it('incident-kind').selectOption('tampering');
    await it('incident-person').fill('周涛');
    await it('incident-words').fill('报告第 3 页被改动。');
    await it('office-officer').selectOption('郑航');
    await leave('975310');
    await it('incident').waitFor();
    expect(await it('incident').innerText()).toContain('报告第 3 页被改动。');
    expect((await calls('add_incident')).at(-1)).toMatchObject({ kind: 'tampering', person: '周涛', words: '报告第 3 页被改动。', by: { officer: '郑航' } });
  });

  test('the inspection is of a month or a year, and is saved', async () => {
    await enter('office', 'inspection');
    await it('to-do').waitFor();
    await it('inspection-year').selectOption('2026');
    await it('inspection-month').selectOption('all');
    await expect.poll(() => it('inspection-signatures').innerText()).toContain('251');
    expect(await page.getByTestId('station').count()).toBe(3);
    await click('inspection-save');
    await page.getByText('检查报告-2026.pdf').waitFor();
    await it('unused').getByRole('button').click();
    await it('person').waitFor();
    expect(await it('person').innerText()).toContain('周涛');
  });
});

describe('the rules of the house', () => {
  test('are changed within their bounds, or taken back', async () => {
    await enter('office', 'policy');
    expect(await page.getByTestId('policy-save').count()).toBe(0);
    await it('policy-pin-days').fill('40');
    await it('policy-pin-days').press('Tab');
    expect(await it('policy-save').isDisabled()).toBe(true);
    await click('policy-back');
    expect(await it('policy-pin-days').inputValue()).toBe('60');
    await it('policy-directory-days').fill('30');
    await it('policy-directory-days').press('Tab');
    expect(await it('policy-directory-days').inputValue()).toBe('7');
    await it('policy-unused-days').fill('90');
    await it('policy-unused-days').press('Tab');
    await click('policy-second-device');
    await click('policy-save');
    await leave();
    await page.getByTestId('policy-save').waitFor({ state: 'detached' });
    expect((await calls('keep_policy')).at(-1)).toMatchObject({ policy: { pinDays: 60, unusedDays: 90, secondFactor: 'device', excludedKinds: ['党组文件'] } });
  });
});

describe('the keyboard alone', () => {
  test('opens a file, takes a step and goes back', async () => {
    await visit('office');
    await it('door-office').focus();
    await page.keyboard.press('Enter');
    await it('people-row').waitFor();
    await it('people-table').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await it('do-check').waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
    // Past the heads of the columns and the panel's own way out.
    for (let at = 0; at < 12 && (await focused()) !== 'do-check'; at += 1) await page.keyboard.press('Tab');
    expect(await focused()).toBe('do-check');
    await page.keyboard.press('Enter');
    await it('office-step').waitFor();
    for (let at = 0; at < 4 && (await focused()) !== 'office-pin-0'; at += 1) await page.keyboard.press('Tab');
    expect(await focused()).toBe('office-pin-0');
    await page.keyboard.type(PIN);
    await page.keyboard.press('Enter');
    await it('do-approve').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('person').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await it('door-office').waitFor();
  });
});

describe('the other language', () => {
  test('has no sentence of the first in it', async () => {
    await page.goto(`${server.url}?lang=en&office`);
    await click('door-office');
    for (const section of ['people', 'seals', 'directory', 'returns', 'incidents', 'inspection', 'policy']) {
      await click(`office-${section}`);
      const heads = await page.locator('nav button, [role="columnheader"], h2, label').allInnerTexts();
      // Clauses are cited as the rule sets number them.
      expect(heads.filter((words) => /[\u4e00-\u9fff]/.test(words.replace(/RS\d.*/, ''))), section).toEqual([]);
    }
  });
});
