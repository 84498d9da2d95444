// A hand that writes on the pad, for the page tests and the screenshots.

/** @param {import('playwright-core').Page} page */
export async function scribble(page) {
  const box = await page.getByTestId('pad').boundingBox();
  if (!box) throw new Error('no pad');
  for (const [from, to] of [[0.2, 0.4], [0.35, 0.62], [0.5, 0.8]]) {
    await page.mouse.move(box.x + box.width * (from ?? 0), box.y + box.height * 0.3);
    await page.mouse.down();
    for (let at = 0; at <= 16; at += 1) {
      const part = at / 16;
      await page.mouse.move(box.x + box.width * ((from ?? 0) + ((to ?? 0) - (from ?? 0)) * part), box.y + box.height * (0.45 + 0.25 * Math.sin(part * 7)));
    }
    await page.mouse.up();
  }
}
