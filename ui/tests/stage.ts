// What the tests of the page stand on: a browser, a fresh page for each test, and words for what people do there.

import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launch, serve } from '../scripts/browser.js';

let browser: Browser;
let context: BrowserContext;
let faults: string[] = [];
export let page: Page;
export let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  server = await serve();
  browser = await launch();
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  faults = [];
  page = await context.newPage();
  page.setDefaultTimeout(20_000); // the first page of a run waits for the browser as well
  // A violation of the policy is a console error too.
  page.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()); });
  page.on('pageerror', (error) => faults.push(error.message));
});

afterEach(async () => {
  await page.close();
  expect(faults).toEqual([]);
});

export const visit = (query = '') => page.goto(`${server.url}?lang=zh&${query}`);
export const it = (id: string) => page.getByTestId(id).first();
export const click = (id: string) => it(id).click();
export const drawn = (number = 1) => page.locator(`[data-testid="page"][data-page="${number}"] > img`).waitFor();
export const calls = (name: string) => page.evaluate((wanted) => (window.vermilionMemory?.calls ?? []).filter((call) => call.name === wanted).map((call) => call.request as Record<string, unknown>), name);

/** Goes to a page by its number, and waits for its picture. */
export async function goTo(number: number): Promise<void> {
  await it('page-number').fill(String(number));
  await it('page-number').press('Enter');
  await drawn(number);
}

/** Takes a picture of the window, where pictures are wanted. */
export async function shot(name: string): Promise<void> {
  const folder = process.env['VERMILION_SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
