// Tasks of a service that are protected from scale-in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { button, openRun, world } from './run.mjs';
import { axeFindings, stage } from './site.mjs';

const { browser, site } = await stage();

test('a task of a service can be protected from scale-in', async () => {
  const made = await world();
  made.define('web');
  made.serve('web');
  made.pass(120);
  const { page, faults, close } = await openRun(browser, site, made.export());
  await page.locator('.board .task').first().click();
  await button(page, 'Protect for two hours').click();
  await page.getByText(/^Protected until/).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await button(page, 'End the protection').click();
  await page.getByText(/^Not protected/).waitFor();
  assert.deepEqual(faults, []);
  await close();
});
