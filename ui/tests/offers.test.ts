// What the window offers beside the plain signature, in a real browser with the host in memory: levels and waiting timestamps,
// tokens, the check before signing, many files, prepared fields, and the settings of all that.

import { describe, expect, test } from 'vitest';
import { calls, click, drawn, it, page, shot, visit } from './stage';

const PIN = '135790';
const TOKEN_PIN = '246810';

/** Opens a file and the signing panel, with the signature on the first page. */
async function begin(query: string): Promise<void> {
  await visit(query);
  await drawn();
  await click('tool-sign');
  await click('place-here');
}

async function confirm(pin: string | null = PIN): Promise<void> {
  await click('sign-consent');
  if (pin !== null) await it('sign-pin').fill(pin);
  await click('sign-confirm');
}

describe('how long it can be proven', () => {
  test('is chosen once and remembered, and the result says what was reached', async () => {
    await begin('open=unsigned&authorities');
    await click('step-level-change');
    await click('level-lta');
    expect(await page.getByTestId('no-authority').count()).toBe(0);
    await confirm();
    await it('result').waitFor();
    expect(await it('result-level').getAttribute('data-level')).toBe('lta');
    expect((await calls('sign_document'))[0]).toMatchObject({ options: { level: 'lta', timestampLater: true, certify: null, lock: null, digest: 'of-key', pss: false } });
    expect((await calls('save_settings')).at(-1)).toMatchObject({ level: 'lta' });
  });

  test('without an authority says so, signs now, and offers the timestamp later', async () => {
    await begin('open=unsigned');
    await click('step-level-change');
    await click('level-t');
    await it('no-authority').waitFor();
    await confirm();
    await it('result-waiting').waitFor();
    await click('result-to-waiting');
    await it('waiting-file').waitFor();
    await click('waiting-get-all');
    expect(await it('waiting-failure').innerText()).toContain('时间戳');
    await click('waiting-authorities');
    await it('authorities-empty').waitFor();
    await click('authority-add');
    await it('authority-url').fill('tsa.example');
    await click('authority-confirm');
    await page.getByText('地址应以 http:// 或 https:// 开头。').waitFor();
    await it('authority-url').fill('https://tsa.example/tsr');
    await click('authority-confirm');
    await click('authority-try');
    await click('notice-action');
    await click('waiting-get-all');
    await it('waiting-done').waitFor();
    await expect.poll(() => page.getByTestId('waiting-file').count()).toBe(0);
  });

  test('is extended for a signed file, by anybody', async () => {
    await visit('open=signed&authorities');
    await drawn();
    await click('verdict-details');
    await click('extend');
    await click('extend-lta');
    await click('extend-confirm');
    await it('notice').waitFor();
    expect((await calls('extend_document'))[0]).toMatchObject({ level: 'lta' });
    expect(await it('document-name').innerText()).toContain('已延长');
  });

  test('waiting timestamps are offered on the start screen, got one by one or given up', async () => {
    await visit('waiting&authorities');
    expect(await it('open-waiting').innerText()).toBe('3 份文件待补时间戳');
    await click('open-waiting');
    await click('waiting-get');
    await expect.poll(() => page.getByTestId('waiting-file').count()).toBe(2);
    await click('waiting-drop');
    await click('waiting-drop-confirm');
    await expect.poll(() => page.getByTestId('waiting-file').count()).toBe(1);
    await click('waiting-close');
    expect(await it('open-waiting').innerText()).toBe('1 份文件待补时间戳');
  });
});

describe('a token', () => {
  test('signs with its own PIN, and a wrong one is said at the PIN', async () => {
    await begin('open=unsigned&token');
    await click('step-who-change');
    await it('sign-identity').selectOption('token-zhang');
    expect(await page.locator('optgroup').evaluateAll((groups) => groups.map((group) => group.getAttribute('label')))).toEqual(['这台电脑', '令牌：省质检院 U 盾']);
    await confirm('000000');
    await it('sign-pin').waitFor();
    await expect.poll(() => it('sign-pin').getAttribute('aria-invalid')).toBe('true');
    expect(await it('sign-pin').inputValue()).toBe('');
    await it('sign-pin').fill(TOKEN_PIN);
    await click('sign-confirm');
    await it('result').waitFor();
    expect((await calls('sign_document')).at(-1)).toMatchObject({ identity: 'token-zhang' });
  });

  test('with keys of its own needs no PIN here', async () => {
    await begin('open=unsigned&token=pinpad');
    await click('step-who-change');
    await it('sign-identity').selectOption('token-zhang');
    await it('pin-pad').waitFor();
    expect(await page.getByTestId('sign-pin').count()).toBe(0);
    await confirm(null);
    await it('result').waitFor();
  });

  test('that knows of a wrong PIN says so, and one with SM2 names who can verify it', async () => {
    await begin('open=unsigned&token=low');
    await click('step-who-change');
    await it('sign-identity').selectOption('token-zhang');
    await it('token-pin').waitFor();
    await begin('open=unsigned&token=sm2');
    await click('step-who-change');
    await it('sign-identity').selectOption('token-zhang');
    expect(await it('chinese-only').innerText()).toContain('国内');
  });

  test('that is missing is read again, and the reasons are behind a word', async () => {
    await begin('open=unsigned');
    await click('step-who-change');
    await click('signer-missing');
    await page.getByText('插入令牌后请重新读取').waitFor();
    const before = (await calls('tokens')).length;
    await click('tokens-again');
    await expect.poll(async () => (await calls('tokens')).length).toBe(before + 1);
  });
});

describe('the check before signing', () => {
  test('is one calm line where nothing is found', async () => {
    await begin('open=unsigned');
    expect(await it('check').getAttribute('data-tone')).toBe('good');
    expect(await page.getByTestId('check-finding').count()).toBe(0);
  });

  test('asks for one tick where something has to be seen, and jumps to it', async () => {
    await begin('open=grave');
    await expect.poll(() => page.getByTestId('check-finding').count()).toBe(3);
    await click('check-page');
    await it('finding-area').waitFor();
    await confirm();
    expect(await it('sign-missing').innerText()).toBe('请查看检查结果并勾选“已查看”。');
    await click('check-accept');
    await click('sign-confirm');
    await it('result').waitFor();
    expect((await calls('sign_document'))[0]).toMatchObject({ accepted: ['number-differs'] });
  });

  test('lets nobody sign what the policy forbids', async () => {
    await visit('open=grave');
    await drawn();
    await page.keyboard.press('Control+,');
    await click('settings-check');
    await click('check-rules');
    await click('rule-number-differs');
    await click('back');
    await click('tool-sign');
    await click('place-here');
    await expect.poll(() => it('check').getAttribute('data-tone')).toBe('bad');
    expect(await page.getByTestId('check-accept').count()).toBe(0);
    await confirm();
    expect(await it('sign-missing').innerText()).toBe('先解决标出的问题，再签署。');
    expect(await calls('sign_document')).toEqual([]);
  });
});

test('certifying, locking and the padding are folded away and go with the request', async () => {
  await begin('open=unsigned');
  await click('step-more-change');
  await click('certify-forms-and-signatures');
  expect(await page.getByTestId('lock-only').count()).toBe(0); // no form, nothing to choose among
  await click('lock-all');
  await it('digest').selectOption('sha512');
  await click('pss');
  await click('step-more-fold');
  expect(await it('step-more').innerText()).toContain('认证 · 锁定表单域 · SHA512 · PSS');
  await confirm();
  await it('result').waitFor();
  expect((await calls('sign_document'))[0]).toMatchObject({ options: { certify: 'forms-and-signatures', lock: 'all', digest: 'sha512', pss: true } });
  await click('result-close');
  await click('tool-sign');
  await click('step-more-change');
  expect(await page.getByTestId('certify-none').count()).toBe(0);
});

test('the caption writes the day as it is asked for, and the number of the report', async () => {
  await begin('open=unsigned');
  await click('step-look-change');
  await it('caption-day').selectOption('iso');
  await click('caption-number');
  await it('place-picture').waitFor();
  await expect.poll(async () => (await calls('draw_look')).at(-1)).toMatchObject({ look: { caption: { date: true, dateFormat: 'iso', reportNumber: '' } } });
  await it('caption-number-typed').fill('JC-2026-0417-A');
  await confirm();
  await it('result').waitFor();
  expect((await calls('sign_document'))[0]).toMatchObject({ look: { caption: { dateFormat: 'iso', reportNumber: 'JC-2026-0417-A' } } });
  // The number of this report is not that of the next.
  expect((await calls('save_settings')).at(-1)).toMatchObject({ look: { caption: { dateFormat: 'iso', reportNumber: '' } } });
});

describe('many files', () => {
  async function choose(): Promise<void> {
    await visit();
    await click('open-batch');
    await click('batch-folder');
    await click('batch-output');
    await click('batch-consent');
  }

  test('are signed with one PIN; those that fail are named and tried again', async () => {
    await choose();
    await it('batch-pin').fill(PIN);
    await click('batch-sign');
    await expect.poll(() => it('batch-sum').innerText()).toBe('25 份已签，3 份未签。');
    await it('batch-filter').selectOption('failed');
    expect(await page.getByTestId('batch-row').count()).toBe(3);
    await it('batch-table').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await it('batch-why-failed').innerText()).toContain('权限');
    await click('batch-show-folder');
    expect((await calls('show_folder'))[0]).toBe('folder');
    await it('batch-pin').fill(PIN);
    await click('batch-sign');
    await expect.poll(() => it('batch-sum').innerText()).toBe('26 份已签，2 份未签。');
    const [all, again] = await calls('sign_batch');
    expect(all).toMatchObject({ page: 'last', place: { left: 130, top: 240, width: 46 }, field: null, consent: true });
    expect(again?.files).toHaveLength(3);
    expect(JSON.stringify(await calls('sign_batch'))).not.toContain(PIN);
  });

  test('are certified, and chosen fields locked, where that is asked for', async () => {
    await choose();
    await click('batch-more-change');
    await click('batch-certify-forms-and-signatures');
    await page.getByText('已有签名的文件不能再认证').waitFor();
    await click('batch-lock-all-but');
    await it('batch-digest').selectOption('sha384');
    await it('batch-pin').fill(PIN);
    await click('batch-sign');
    expect(await it('batch-lack').innerText()).toBe('请填写要锁定的表单域。');
    await it('batch-lock-names').fill('备注\n\n页码');
    await it('batch-pin').fill(PIN);
    await click('batch-sign');
    await expect.poll(() => calls('sign_batch').then((all) => all.length)).toBe(1);
    expect((await calls('sign_batch'))[0]).toMatchObject({ options: { certify: 'forms-and-signatures', lock: { 'all-but': ['备注', '页码'] }, digest: 'sha384', pss: false } });
  });

  test('stop at a wrong PIN, and none is tried with it', async () => {
    await choose();
    await it('batch-pin').fill('000000');
    await click('batch-sign');
    await page.getByText('没有再用这个 PIN 尝试其他文件').waitFor();
    expect(await it('batch-sum').innerText()).toBe('共 28 份文件');
    expect(await page.locator('[data-testid="batch-row"][data-state="waiting"]').count()).toBeGreaterThan(5);
    expect(await it('batch-pin').inputValue()).toBe('');
  });

  test('are stopped by the user, and go on from there', async () => {
    await choose();
    await page.evaluate(() => { if (window.vermilionMemory) window.vermilionMemory.delay = 100; });
    await it('batch-pin').fill(PIN);
    await click('batch-sign');
    await click('batch-cancel');
    await it('batch-sign').waitFor();
    expect(await it('batch-sum').innerText()).toContain('未处理');
    await page.evaluate(() => { if (window.vermilionMemory) window.vermilionMemory.delay = 1; });
    const done = await page.locator('[data-testid="batch-row"][data-state="signed"]').count();
    await it('batch-pin').fill(PIN);
    await click('batch-sign');
    await expect.poll(() => it('batch-sum').innerText()).toBe('25 份已签，3 份未签。');
    expect((await calls('sign_batch'))[1]?.files).toHaveLength(28 - done);
  });

  test('say what is missing before anything is tried', async () => {
    await visit();
    await click('open-batch');
    await click('batch-files');
    await click('batch-sign');
    expect(await it('batch-lack').innerText()).toBe('请选择保存到哪个文件夹。');
    await click('batch-output');
    await click('batch-standing-field');
    await click('batch-sign');
    expect(await it('batch-lack').innerText()).toBe('请填写签名栏名称。');
    expect(await calls('sign_batch')).toEqual([]);
  });
});

test('fields are prepared in order, and the new file waits for its signers', async () => {
  await visit('open=unsigned');
  await drawn();
  await click('more');
  await click('menu-prepare');
  await click('prepare-confirm');
  expect(await it('prepare-lack').innerText()).toBe('请先添加一个签名栏。');
  await click('prepare-prepare');
  await click('prepare-place-here');
  await click('prepare-approve');
  await click('prepare-confirm');
  expect(await it('prepare-lack').innerText()).toBe('请在页面上点一下签名栏的位置。');
  const box = await it('pages').boundingBox();
  await page.mouse.click((box?.x ?? 0) + 300, (box?.y ?? 0) + 200);
  await it('place-box').waitFor();
  await click('planned-field-terms');
  await click('planned-field-lock');
  await it('planned-field-reasons').fill('批准\n同意');
  await click('planned-field-up');
  await click('prepare-confirm');
  await it('notice').waitFor();
  const [request] = await calls('prepare_fields');
  expect(request?.fields).toMatchObject([{ name: '批准', lockAll: true, timestamp: false, reasons: ['批准', '同意'], place: { page: 0 } }, { name: '编制', lockAll: false }]);
  await expect.poll(() => page.getByTestId('empty-field').count()).toBeGreaterThan(0);
});

test('fields for a seam seal are reserved: seen on every page, and written with the others', async () => {
  await visit('open=unsigned');
  await drawn();
  await click('more');
  await click('menu-prepare');
  await click('prepare-slots');
  await expect.poll(() => it('planned-slots-pages').innerText()).toBe('第 1–6 页');
  await it('planned-area').waitFor();
  await it('slots-edge').selectOption('left');
  await it('slots-seal').selectOption('');
  await it('slots-width').fill('42');
  await it('slots-width').press('Tab');
  await click('slots-odd');
  await expect.poll(() => it('planned-slots-pages').innerText()).toBe('第 1、3、5 页');
  await shot('prepare-slots');
  await click('prepare-confirm');
  await it('notice').waitFor();
  expect((await calls('prepare_fields'))[0]).toMatchObject({ fields: [], slots: { height: 40, seam: { edge: 'left', oddOnly: true, width: 42, mostSlices: 20 } } });
});

test('a document of one page has no seam to reserve for, and says so', async () => {
  await visit('open=single');
  await drawn();
  await click('more');
  await click('menu-prepare');
  await click('prepare-slots');
  await page.getByText('文件只有一页，没有骑缝可以预留签名栏。').waitFor();
  await click('prepare-confirm');
  expect(await it('prepare-lack').innerText()).toBe('请先解决骑缝章位下面标出的问题。');
});

test('a code for the printed report goes beside the signature', async () => {
  await visit('open=unsigned');
  await drawn();
  await click('tool-sign');
  await click('step-look-change').catch(() => undefined);
  await click('paper-code');
  await it('paper-code-says').fill('报告编号\n样品=钢筋');
  await it('paper-code-says').press('Tab');
  await page.locator('[data-testid="page"][data-page="1"]').click({ position: { x: 250, y: 300 } });
  await it('place-box').waitFor();
  await shot('paper-code');
  await click('sign-consent');
  await it('sign-pin').fill('135790');
  await click('sign-confirm');
  await it('result').waitFor();
  const [request] = await calls('sign_document');
  expect(request).toMatchObject({ paper: [{ name: '报告编号', value: '' }, { name: '样品', value: '钢筋' }] });
  const place = request?.place as { width: number; height: number };
  expect(place.height).toBeGreaterThan(20);
});

describe('settings', () => {
  test('keep authorities in their order, with user and password', async () => {
    await visit('authorities');
    await click('settings-open');
    await it('authority').waitFor();
    await click('authority-up');
    await expect.poll(() => it('authority').innerText()).toContain('timestamp.ca.example');
    await click('authority-add');
    await it('authority-url').fill('https://third.example');
    await click('authority-account');
    await it('authority-user').fill('lab');
    await it('authority-password').fill('geheim');
    await click('authority-confirm');
    await expect.poll(() => page.getByTestId('authority').count()).toBe(3);
    expect(JSON.stringify(await calls('keep_authorities'))).not.toContain('geheim');
    await click('authority-try');
    expect(await it('authority-answer').innerText()).not.toBe('');
    await click('authority-remove');
    await expect.poll(() => page.getByTestId('authority').count()).toBe(2);
  });

  test('keep the network, the scope and the modules', async () => {
    await visit();
    await click('settings-open');
    await click('settings-offline');
    await it('settings-hosts').fill(' ca.lab.local \n\nca.lab.local');
    await it('settings-proxy').fill('http://proxy:8080');
    await it('settings-scope').fill('GB/T 1');
    await it('settings-proxy').focus();
    await expect.poll(async () => (await calls('save_settings')).at(-1)).toMatchObject({ offline: true, hosts: ['ca.lab.local'], proxy: 'http://proxy:8080', scope: ['GB/T 1'] });
    expect(await page.getByTestId('module-remove').count()).toBe(0);
    await click('module-add');
    await click('module-remove');
    await expect.poll(() => page.getByTestId('token-module').count()).toBe(1);
  });

  test('an identity is made with the key that is chosen', async () => {
    await visit();
    await click('settings-open');
    await click('settings-identity-create');
    await click('identity-more');
    await it('identity-key').selectOption('sm2');
    await page.getByText('国密算法：只有国内的软件能够验证。').first().waitFor();
    await it('new-pin').fill(PIN);
    await it('new-pin-again').fill(PIN);
    await click('create-confirm');
    await it('notice').waitFor();
    expect((await calls('create_identity'))[0]).toMatchObject({ key: 'sm2' });
  });
});

describe('many files verified together', () => {
  const rows = (state: string) => page.locator(`[data-testid="many-row"][data-state="${state}"]`);
  const settled = () => it('many-stop').waitFor({ state: 'detached' });
  const names = () => page.getByTestId('many-row').evaluateAll((found) => found.map((row) => row.children[1]?.textContent ?? ''));

  test('a folder is verified at once; filter, order, one row, and the file behind it', async () => {
    await visit();
    await click('open-many');
    await click('many-folder');
    await settled();
    expect(await it('many-sum').innerText()).toBe('共 36 份：有效 29 份，需要留意 2 份，不可信 1 份，没有签名 2 份，无法读取 2 份。');
    expect(await calls('verify_files')).toMatchObject([{ fresh: true }]);
    await click('many-sort-state');
    expect(await it('many-row').getAttribute('data-state')).toBe('bad');
    await it('many-table').focus();
    await page.keyboard.press('Enter');
    expect(await it('many-one').innerText()).toContain('签名');
    await page.keyboard.press('ArrowDown');
    expect(await it('many-one').innerText()).toContain('不是 PDF');
    await click('many-look');
    await it('failure-dialog').waitFor();
    await page.keyboard.press('Escape');
    await it('many-filter').selectOption('know');
    expect(await page.getByTestId('many-row').count()).toBe(2);
    await click('many-row');
    await click('many-look');
    await drawn();
    await it('signatures-panel').waitFor();
    expect(await it('document-name').innerText()).toContain('JC-2026-0365');
    await click('back-to-many');
    expect(await page.getByTestId('many-row').count()).toBe(2);
    expect(await rows('know').count()).toBe(2);
    await click('back');
    await it('start').waitFor();
  });

  test('what is exported is what is shown, in its order', async () => {
    await visit();
    await click('open-many');
    await click('many-folder');
    await settled();
    await it('many-filter').selectOption('unsigned');
    await click('many-sort-name');
    await click('many-sort-name');
    const shown = await names();
    expect(shown).toHaveLength(2);
    await click('many-export-csv');
    await click('many-export-pdf');
    await expect.poll(() => calls('export_verified')).toEqual([{ files: ['many-23', 'many-12'], format: 'csv' }, { files: ['many-23', 'many-12'], format: 'pdf' }]);
  });

  test('stopped half way, and gone on with', async () => {
    await visit();
    await page.evaluate(() => { if (window.vermilionMemory) window.vermilionMemory.delay = 1500; });
    await click('open-many');
    await click('many-folder');
    await rows('good').nth(2).waitFor();
    await click('many-stop');
    await settled();
    expect(await it('many-sum').innerText()).toMatch(/^已停止，\d+ 份没有验证。$/);
    await page.evaluate(() => { if (window.vermilionMemory) window.vermilionMemory.delay = 5; });
    await click('many-again');
    await settled();
    const [first, second] = await calls('verify_files');
    expect(second).toMatchObject({ fresh: false });
    expect((first?.files as string[]).length).toBe(36);
    expect((second?.files as string[]).length).toBeLessThan(36);
    expect(await it('many-sum').innerText()).toContain('共 36 份');
  });

  test('files that are dropped together are verified, wherever the reader is', async () => {
    await visit('open=signed');
    await drawn();
    await page.evaluate(() => window.vermilionMemory?.emit('files-dropped', { files: [0, 4, 9].map((at) => ({ id: `many-${at}`, name: `${at}.pdf`, folder: '' })) }));
    await settled();
    expect(await page.getByTestId('many-row').count()).toBe(3);
    expect(await it('many-sum').innerText()).toContain('共 3 份：有效 1 份，需要留意 1 份，不可信 1 份');
    await click('back');
    await drawn();
  });
});

describe('a report to hand on', () => {
  test('as it is, or signed with a PIN that is asked for', async () => {
    await visit('open=signed');
    await drawn();
    await click('verdict-details');
    await click('save-report');
    await click('report-sign');
    expect(await it('report-confirm').isDisabled()).toBe(true);
    await it('report-pin').fill('000000');
    await click('report-confirm');
    await expect.poll(() => it('report-pin').getAttribute('aria-invalid')).toBe('true');
    await it('report-pin').fill(PIN);
    await click('report-confirm');
    await it('report-dialog').waitFor({ state: 'detached' });
    expect(JSON.stringify(await calls('save_report'))).not.toContain(PIN);
    await click('save-report');
    await click('report-format-etsi');
    expect(await page.getByTestId('report-sign').count()).toBe(0);
    await click('report-confirm');
    await it('report-dialog').waitFor({ state: 'detached' });
    expect((await calls('save_report')).at(-1)).toMatchObject({ format: 'etsi', signer: null });
  });

  test('the four conditions of the law, each with its answer', async () => {
    await visit('open=changed');
    await drawn();
    await click('verdict-details');
    await click('article13');
    const conditions = page.getByTestId('article13-condition');
    expect(await conditions.evaluateAll((found) => found.map((one) => (one as HTMLElement).dataset.answer))).toEqual(['not-provable', 'not-provable', 'yes', 'no']);
    expect(await conditions.nth(3).innerText()).toContain('内容和形式被改动能够发现：否');
  });
});

test('chosen fields of the form are locked, and none chosen is said', async () => {
  await begin('open=field');
  await click('step-more-change');
  await click('lock-only');
  expect(await it('lock-names').innerText()).toContain('检测结论');
  await confirm();
  expect(await it('sign-missing').innerText()).toBe('请选择要锁定的表单域。');
  await page.getByTestId('lock-name').nth(1).click();
  await click('step-more-fold');
  expect(await it('step-more').innerText()).toContain('锁定表单域');
  await click('sign-confirm');
  await it('result').waitFor();
  expect((await calls('sign_document'))[0]).toMatchObject({ options: { lock: { only: ['检测结论'] } } });
});
