// Builds the page once, before the tests that look at it in a browser.

import { build } from 'vite';

/** Called by the test runner before anything else. */
export default async function setup(): Promise<void> {
  await build({ logLevel: 'warn' });
}
