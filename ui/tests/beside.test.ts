// Signatures in files of their own, in a real browser with the host in memory: files of any kind are signed, and a signature file
// says whether the file is the one that was signed.

import { describe, expect, test } from 'vitest';
import { calls, click, drawn, it, page, shot, visit } from './stage';

const PIN = '135790';

async function openFile(name: string): Promise<void> {
  await visit(`choose=${name}`);
  await click('choose-document');
  await it('signature-file').waitFor();
}

describe('signing other files', () => {
  test('says what is missing, signs each beside itself, and tells what to send along', async () => {
    await visit();
    await click('open-files');
    await click('files-sign');
    expect(await it('files-lack').innerText()).toBe('请先选择文件。');
    await click('files-choose');
    expect(await it('files-list').innerText()).toContain('原始记录 JC-2026-0417.xlsx');
    await click('files-sign');
    expect(await it('files-lack').innerText()).toBe('请先确认上面这句话。');
    await click('files-consent');
    await click('files-sign');
    expect(await it('files-lack').innerText()).toBe('请输入 PIN。');
    await shot('files');
    await it('files-pin').fill('000000');
    await click('files-sign');
    await page.getByText('PIN 不正确，还可尝试 4 次').waitFor();
    await it('files-pin').fill(PIN);
    await it('files-pin').press('Enter');
    await it('files-done').waitFor();
    expect(await it('files-done').innerText()).toContain('请把原文件和 .p7s 文件一起发出');
    expect(await page.getByTestId('files-row').count()).toBe(2);
    await shot('files-done');
    const asked = await calls('sign_detached');
    expect(asked.at(-1)).toMatchObject({ files: ['any-0', 'any-1'], location: '苏州市政水厂', consent: true, options: { level: 'b' } });
    await click('files-close');
    expect(await page.getByTestId('files-dialog').count()).toBe(0);
  });

  test('the rules are told before the PIN, with their clause', async () => {
    await visit('rules');
    await click('open-files');
    await click('files-choose');
    await it('rules-blocks').waitFor();
    expect(await it('rules-blocks').innerText()).toContain('RS17');
    await click('files-consent');
    await it('files-pin').fill(PIN);
    await click('files-sign');
    expect(await it('files-lack').innerText()).toBe('有规定不允许这次签名，见上方。');
    expect(await calls('sign_detached')).toEqual([]);
    await shot('files-ruled');
  });
});

describe('in a house that wants a second person', () => {
  /** Gives what both of them give, and the kind of the document; the second person is returned. */
  async function both(of: string, confirm: string): Promise<string> {
    await it(`${of}-pin`).fill(PIN);
    const others = it('second-person').locator('option:not([value=""])');
    const colleague = (await others.first().getAttribute('value')) ?? '';
    await it('second-person').selectOption(colleague);
    await it('second-pin').fill(PIN);
    await it('document-kind').selectOption({ index: 1 });
    await expect.poll(() => it(confirm).isDisabled()).toBe(false);
    await click(confirm);
    return colleague;
  }

  test('a report, a package and other files are confirmed by one', async () => {
    await visit('rules=person&travel&open=signed');
    await drawn();
    await click('verdict-details');
    await click('save-report');
    await click('report-sign');
    await it('report-pin').fill(PIN);
    await it('second-person').waitFor();
    expect(await it('report-confirm').isDisabled()).toBe(true);
    await shot('report-second');
    const colleague = await both('report', 'report-confirm');
    await it('report-dialog').waitFor({ state: 'detached' });
    expect((await calls('save_report')).at(-1)).toMatchObject({ signer: { second: { identity: colleague }, kind: '检测报告' } });
    await click('save-package');
    await click('package-sign');
    await click('package-consent');
    await both('package', 'package-confirm');
    await it('package-done').waitFor();
    expect((await calls('save_package')).at(-1)).toMatchObject({ consent: true, signer: { second: { identity: colleague }, kind: '检测报告' } });
    await click('package-close');
    expect(JSON.stringify([await calls('save_report'), await calls('save_package')])).not.toContain(PIN);
  });

  test('or by a finger', async () => {
    await visit('rules=fingerprint&travel&finger');
    await click('open-files');
    await click('files-choose');
    await click('files-consent');
    await it('files-pin').fill(PIN);
    await it('finger-confirm').waitFor();
    await click('files-sign');
    expect(await it('files-lack').innerText()).toBe('请按指纹确认，或改由第二人确认。');
    await click('finger-confirm');
    await it('finger-confirmed').waitFor();
    await click('files-sign');
    await it('files-done').waitFor();
    expect((await calls('sign_detached')).at(-1)).not.toHaveProperty('second');
  });
});

describe('a signature file', () => {
  test('that fits its file says so in plain words', async () => {
    await openFile('beside-intact');
    expect(await it('signature-file').innerText()).toContain('这份文件与签名时一致');
    expect(await it('signature-file-verdict').getAttribute('data-verdict')).toBe('passed');
    await shot('signature-file');
    await click('signature-file-done');
    expect(await page.getByTestId('signature-file').count()).toBe(0);
  });

  test('that does not says so, and another file can be held against it', async () => {
    await openFile('beside-broken');
    expect(await it('signature-file').innerText()).toContain('这份文件与签名时不一致');
    await shot('signature-file-broken');
    await click('signature-file-content');
    await page.getByText('被签名的文件：现场照片 2026-11-22.jpg').waitFor();
    expect(await it('signature-file-verdict').getAttribute('data-verdict')).toBe('passed');
  });

  test('of a stranger is trusted where the question arises; one nobody asked about is asked about', async () => {
    await openFile('beside-stranger');
    await click('trust-signer');
    await click('trust-compared');
    await click('confirm-trust');
    await expect.poll(() => it('signature-file-verdict').getAttribute('data-verdict')).toBe('passed');
    await openFile('beside-unasked');
    await click('look-up');
    await expect.poll(() => it('signature-file-verdict').getAttribute('data-verdict')).toBe('passed');
  });
});

describe('an evidence package', () => {
  test('is saved from the panel of the signatures, and says what is in it', async () => {
    await visit('open=signed');
    await drawn();
    await click('verdict-details');
    await click('save-package');
    await it('package-dialog').waitFor();
    await shot('package');
    await click('package-confirm');
    await it('package-done').waitFor();
    expect(await it('package-done').innerText()).toContain('7 个文件');
    expect(await it('package-members').innerText()).toContain('文件本身，一个字节也没有改动');
    await shot('package-done');
    await click('package-close');
    // Signed only after consent and PIN; a wrong one is told where it was typed.
    await click('save-package');
    await click('package-sign');
    expect(await it('package-confirm').isDisabled()).toBe(true);
    await click('package-consent');
    await it('package-pin').fill('000000');
    await click('package-confirm');
    await page.getByText('PIN 不正确，还可尝试 4 次').waitFor();
    await it('package-pin').fill(PIN);
    await click('package-confirm');
    expect(await it('package-done').innerText()).toContain('8 个文件');
  });
});
