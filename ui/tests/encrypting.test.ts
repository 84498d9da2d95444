// A password to open what is signed: chosen under the further options, given twice beside the PIN, and where the house wants it.

import { describe, expect, test } from 'vitest';
import { calls, click, it, page, shot, visit } from './stage';

const PIN = '135790';
const OPENS = '瓶 Wasser 26';

async function ready(query: string): Promise<void> {
  await visit(query);
  await click('tool-sign');
  await it('page').locator('img').first().waitFor();
  await click('place-here');
  await it('place-picture').waitFor();
}

describe('a password to open the file', () => {
  test('is asked for twice, goes along with the signature, and the result says so', async () => {
    await ready('open=unsigned');
    await click('step-more-change');
    await click('encrypt');
    expect(await it('step-more').innerText()).toContain('AES-256');
    await it('encrypt-password').scrollIntoViewIfNeeded();
    await shot('encrypt-chosen');
    await click('step-more-fold');
    expect(await it('step-more').innerText()).toContain('打开要密码');
    await click('sign-consent');
    await it('sign-pin').fill(PIN);
    await click('sign-confirm');
    expect(await it('sign-missing').innerText()).toBe('请输入两次打开文件的密码');
    await it('encrypt-password').fill(OPENS);
    await it('encrypt-password-again').fill('瓶 Wasser 62');
    await click('sign-confirm');
    expect(await page.getByText('两次输入不一致。').count()).toBe(1);
    expect((await calls('sign_document')).length).toBe(0);
    await it('encrypt-password-again').fill(OPENS);
    await shot('encrypt-ready');
    await click('sign-confirm');
    expect(await it('result-encrypted').innerText()).toBe('打开此文件要密码。');
    await shot('encrypt-result');
    // What crossed is not kept in the page.
    expect((await calls('sign_document'))[0]).toMatchObject({ document: expect.any(String) });
    expect(await page.evaluate(() => document.body.innerText.includes('Wasser'))).toBe(false);
  });

  test('cannot be given to what is signed already', async () => {
    await ready('open=signed');
    await click('step-more-change');
    expect(await page.getByTestId('encrypt').count()).toBe(0);
    expect(await it('step-more').innerText()).toContain('此文件已有签名，不能再加密');
  });

  test('is chosen beforehand where the house wants it, and its lack is a rule', async () => {
    await ready('open=unsigned&rules=encrypt&travel');
    expect(await it('step-more').innerText()).toContain('打开要密码');
    expect(await page.getByTestId('encrypt-password').count()).toBe(1);
    await click('step-more-change');
    await click('encrypt');
    await expect.poll(() => page.locator('[data-rule="encrypt-output"]').count()).toBe(1);
    expect(await it('signing-panel').innerText()).toContain('签名后的文件须加密');
    await shot('encrypt-demanded');
  });

  test('is one for many files', async () => {
    await visit('');
    await click('open-batch');
    await click('batch-files');
    await click('batch-output');
    await click('batch-more-change');
    await click('batch-encrypt');
    await click('batch-consent');
    await it('batch-pin').fill(PIN);
    await click('batch-sign');
    expect(await it('batch-lack').innerText()).toBe('请输入两次打开文件的密码');
    await it('batch-encrypt-password').fill(OPENS);
    await it('batch-encrypt-password-again').fill(OPENS);
    await it('batch-encrypt-password').scrollIntoViewIfNeeded();
    await shot('encrypt-batch');
    await click('batch-sign');
    await expect.poll(async () => (await calls('sign_batch')).length).toBe(1);
  });
});
