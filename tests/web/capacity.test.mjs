// Capacity providers and schedules, as somebody uses them: a group that grows for a task that
// waits, and tasks by the clock.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, openPage, stage } from './site.mjs';

const { browser, site } = await stage();

const button = (page, name) => page.getByRole('button', { name, exact: true });

async function openExample(title) {
  const wide = { viewport: { width: 1440, height: 900 } };
  const opened = await openPage(browser, site, wide);
  await opened.page.locator('.starts').getByRole('button', { name: title }).click();
  await button(opened.page, 'Register api:1').click();
  await opened.page.getByText('Registered api:1').waitFor();
  return opened;
}

test('a group grows for a task that waits, and the panel says when', async () => {
  const { page, faults, close } = await openExample('Dynamic ports');
  await button(page, 'Capacity').click();
  await page.getByRole('form', { name: 'Create capacity provider' }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await button(page, 'Create capacity provider').click();
  const provider = page.locator('[data-provider=hosts]');
  await provider.getByText('Has what it needs').waitFor();
  await button(page, 'Run task').click();
  await button(page, 'Providers').click();
  await page.getByLabel(/^Strategy/).fill('hosts');
  await page.locator('button[type=submit][form]').click();
  await button(page, 'Capacity').click();
  await provider.getByText('Wait in PROVISIONING').waitFor();
  await provider.getByText(/^Grows from 0 to 2/).waitFor();
  for (let time = 0; time < 13; time += 1) await button(page, 'Next event').click();
  await provider.getByText('1 task', { exact: false }).first().waitFor();
  await provider.getByText('As a table').click();
  await provider.getByRole('table').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('a schedule runs tasks and shows its next runs', async () => {
  const { page, faults, close } = await openExample('Dynamic ports');
  await page.keyboard.press('e');
  const form = page.getByRole('form', { name: 'Create schedule' });
  await form.waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.getByLabel('rate(…), cron(…) or at(…)').fill('cron(0/15 * * * ? *)');
  await button(page, 'Create schedule').click();
  await page.getByText(/00:15:00, in 15/).waitFor();
  await button(page, 'Delete schedule nightly').click();
  await page.getByText('Next runs').waitFor({ state: 'detached' });
  assert.deepEqual(faults, []);
  await close();
});
