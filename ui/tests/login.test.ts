// The login of the page, in a real browser with the host in memory: the screen before everything, the settings, the finger, and the
// lock when nobody is there.

import { describe, expect, test } from 'vitest';
import { calls, click, drawn, it, page, shot, visit } from './stage';

const PASSWORD = 'morning 83 tea';

async function logIn(password = PASSWORD): Promise<void> {
  await it('login-password').fill(password);
  await click('login-go');
}

describe('the login', () => {
  test('comes before anything of the profile, and goes to the file it was started with', async () => {
    await visit('login&open=unsigned');
    await it('login-screen').waitFor();
    await shot('page-login');
    expect(await page.getByTestId('title-bar').count()).toBe(0);
    for (const closed of ['recent_files', 'pending_timestamps', 'station_rules', 'office_state']) expect(await calls(closed), closed).toEqual([]);
    // Esc leads nowhere.
    await page.keyboard.press('Escape');
    await logIn('evening 83 tea');
    await page.getByText('还可尝试 4 次').waitFor();
    expect(await it('login-password').inputValue()).toBe('');
    await shot('page-login-wrong');
    await logIn();
    await drawn();
    expect(await page.getByTestId('login-screen').count()).toBe(0);
    expect((await calls('log_in')).at(-1)).toEqual({ name: '张三', password: '…' });
  });

  test('with another name is none', async () => {
    await visit('login');
    await it('login-name').fill('李四');
    await logIn();
    await page.getByText('还可尝试 4 次').waitFor();
  });

  test('says what to do where its password is forgotten', async () => {
    await visit('login');
    await click('login-forgotten');
    expect(await it('login-screen').innerText()).toContain('签名、PIN 和使用记录都不受影响');
    await shot('page-login-forgotten');
  });

  test('speaks the other language before somebody logged in', async () => {
    await visit('login');
    await click('login-language');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await shot('page-login-en');
    expect((await calls('save_settings')).at(-1)).toMatchObject({ language: 'en' });
    await logIn();
    await it('start').waitFor();
  });

  test('is left by the menu, and nothing stays on the screen', async () => {
    await visit('login=in&open=unsigned');
    await drawn();
    await click('more');
    await click('log-out');
    await it('login-screen').waitFor();
    expect(await page.getByTestId('title-bar').count()).toBe(0);
    await logIn();
    await it('title-bar').waitFor();
    await click('close-document');
    await click('log-out');
    await it('login-screen').waitFor();
  });

  test('is asked for when nobody was there, above every dialog, and the work goes on behind it', async () => {
    await page.clock.install();
    await visit('login=in&open=unsigned');
    await drawn();
    await click('more');
    await click('settings-open');
    await click('settings-login');
    await click('login-change');
    await it('login-dialog').waitFor();
    await page.clock.runFor(11 * 60_000);
    await it('login-screen').waitFor();
    expect(await it('login-screen').getAttribute('data-away')).toBe('true');
    await shot('page-login-away');
    // What lies behind cannot be reached.
    await expect(it('login-cancel').click({ timeout: 1000 })).rejects.toThrow();
    expect((await calls('log_out')).at(-1)).toBe('idle');
    await logIn();
    await it('login-screen').waitFor({ state: 'detached' });
    await it('login-dialog').waitFor();
  });

  test('is asked for where the engine refuses', async () => {
    await visit('login=in');
    await it('start').waitFor();
    await page.evaluate(() => window.vermilionMemory?.failNext('history', { code: 'logged-out' }));
    await click('history-open');
    await it('login-screen').waitFor();
    expect(await page.getByTestId('failure-dialog').count()).toBe(0);
  });
});

describe('in the settings a login', () => {
  test('is set, changed and removed', async () => {
    await visit();
    await click('settings-open');
    await click('settings-login');
    await it('login-none').waitFor();
    await click('login-set');
    await it('login-new-name').fill('张三');
    await it('login-new').fill('short 1');
    await it('login-new-again').fill('short 1');
    await click('login-do');
    await page.getByText('密码太短或太简单。').waitFor();
    await it('login-new').fill(PASSWORD);
    await it('login-new-again').fill(PASSWORD);
    await click('login-do');
    await it('login-is').waitFor();
    await it('login-no-reader').waitFor();
    await shot('page-login-settings');
    await click('login-change');
    await it('login-old').fill('something else');
    await it('login-new').fill('afternoon 17');
    await it('login-new-again').fill('afternoon 17');
    await click('login-do');
    await page.getByText('还可尝试 4 次').waitFor();
    await it('login-old').fill(PASSWORD);
    await it('login-new').fill('afternoon 17');
    await it('login-new-again').fill('afternoon 17');
    await click('login-do');
    await it('login-dialog').waitFor({ state: 'detached' });
    await click('login-remove');
    await it('login-old').fill('afternoon 17');
    await click('login-do');
    await it('login-none').waitFor();
  });
});

describe('a finger', () => {
  test('opens the window, and says how it goes', async () => {
    await visit('login&finger=off-centre,no-match,match');
    await click('login-finger');
    await page.getByText('请把手指放在指纹器上。').waitFor();
    await page.getByText('手指没有放在中间').waitFor();
    await page.getByText('没有认出这个手指').waitFor();
    await it('start').waitFor();
  });

  test('is given up for the password', async () => {
    await visit('login&finger=wait');
    await click('login-finger');
    await it('finger-wait').waitFor();
    await shot('page-login-finger');
    await logIn();
    await it('start').waitFor();
    expect((await calls('stop_finger')).length).toBeGreaterThan(0);
  });

  test('that is mistaken three times asks for the password', async () => {
    await visit('login&finger=no-match,no-match,no-match');
    await click('login-finger');
    await it('login-fingers-spent').or(it('failure')).first().waitFor();
    await expect.poll(() => page.getByTestId('login-finger').count()).toBe(0);
  });

  test('confirms a signature beside the PIN, once', async () => {
    await visit('rules=fingerprint&travel&open=single&finger');
    await drawn();
    await click('tool-sign');
    await click('place-here');
    await it('finger-confirm').waitFor();
    await click('sign-consent');
    await it('sign-pin').fill('135790');
    await click('sign-confirm');
    await page.getByText('请按指纹确认，或改由第二人确认。').waitFor();
    await shot('page-finger-wanted');
    await click('finger-confirm');
    await it('finger-confirmed').waitFor();
    await it('sign-pin').fill('135790');
    await click('sign-confirm');
    await it('result').waitFor();
    expect((await calls('sign_document')).at(-1)).not.toHaveProperty('second');
  });

  test('that no reader can read gives way to a second person', async () => {
    await visit('rules=fingerprint&travel&open=single');
    await drawn();
    await click('tool-sign');
    await click('place-here');
    await it('finger-none').waitFor();
    await it('second-person').waitFor();
  });
});
