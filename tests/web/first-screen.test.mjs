// The first screen, in every colour scheme and width: nothing for axe to find, no sideways scroll.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, becomes, openPage, stage } from './site.mjs';

const { browser, site } = await stage();

const WIDTHS = [320, 390, 860, 1280, 1920];

for (const colorScheme of ['light', 'dark']) {
  test(`accessible at every width, ${colorScheme}`, async () => {
    const { page, faults, close } = await openPage(browser, site, { colorScheme });
    await page.getByRole('banner').waitFor();
    await page.locator('.cm-content').waitFor();
    await page.locator('.rail').waitFor();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      assert.deepEqual(await axeFindings(page), [], `at ${width} px`);
      const sideways = () => page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      await becomes(sideways, 0, `scrolls sideways at ${width} px`);
    }
    assert.deepEqual(faults, []);
    await close();
  });
}
