// The built page in a real browser, under the content security policy of the real window, with the host in memory.
// Used by the page tests and by the screenshots.

import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const KINDS = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.svg': 'image/svg+xml' };
export const POLICY =
  "default-src 'self' ipc: http://ipc.localhost; img-src 'self' blob: data:; font-src 'self'; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'";

/**
 * Serves ui/dist under the policy.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve() {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://page').pathname));
    const file = join(DIST, path === '/' ? 'index.html' : path);
    if (!file.startsWith(DIST) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const kind = KINDS[/** @type {keyof typeof KINDS} */ (extname(file))] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': kind, 'content-security-policy': POLICY, 'cache-control': path.startsWith('/assets/') ? 'max-age=3600' : 'no-cache' });
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, close: () => new Promise((done) => server.close(() => done(undefined))) };
}

/** Starts the browser: the one of the system, or the one that CHROMIUM names. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--force-color-profile=srgb', '--font-render-hinting=none'],
  });
}
