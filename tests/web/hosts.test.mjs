// Hosts under load, as somebody looks at them: who gets what, what decides it, and what can be set.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, openPage, stage } from './site.mjs';

const { browser, site } = await stage();

const button = (page, name) => page.getByRole('button', { name, exact: true });

test('a host shows what its containers get, and what decides it', async () => {
  const wide = { viewport: { width: 1440, height: 900 } };
  const { page, faults, close } = await openPage(browser, site, wide);
  await page.locator('.starts').getByRole('button', { name: 'Noisy neighbours' }).click();
  await button(page, 'Register neighbours:1').click();
  await page.getByText('Registered neighbours:1').waitFor();
  await button(page, 'Run task').click();
  await page.locator('button[type=submit][form]').click();
  for (let time = 0; time < 6; time += 1) await button(page, 'Next event').click();
  await page.locator('.inst-name').first().click();
  const host = page.locator('.sect.host');
  await host.getByText(/of 2.048 units in use/).waitFor();
  await host.getByText('CPU units over time').first().waitFor();
  await host.locator('summary', { hasText: 'Control groups' }).click();
  await host.getByText('cpu.weight').first().waitFor();
  await host.locator('summary', { hasText: 'As a table' }).click();
  await host.getByRole('table').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});
