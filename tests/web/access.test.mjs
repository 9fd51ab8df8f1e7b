// By the keyboard alone, in other colours, on paper and over plain HTTP: nobody is left behind.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openRun, world } from './run.mjs';
import { launchBrowser, serveSite } from './site.mjs';

let browser;
let site;
before(async () => {
  browser = await launchBrowser();
  site = await serveSite();
});
after(async () => {
  await browser.close();
  site.close();
});

test('names of 255 letters leave the rest in its place', async () => {
  const made = await world();
  const family = 'f'.repeat(255);
  made.define(family, { name: 'c'.repeat(255) });
  made.serve('s'.repeat(255), { taskDefinition: family });
  made.ask('CreateCluster', { clusterName: 'h'.repeat(255) });
  made.pass(120);
  const { page, faults, close } = await openRun(browser, site, made.export());
  // On a narrow screen it may be out of sight, behind another pane.
  const choose = (list, index) => list.evaluate((one, index) => {
    one.selectedIndex = index;
    one.dispatchEvent(new Event('change', { bubbles: true }));
  }, index);
  const services = page.locator('select.services');
  const clusters = page.locator('select[aria-label=Cluster]');
  await clusters.selectOption('harbor');
  const wide = async (selector) => page.locator(selector).evaluateAll((all) => all
    .filter((one) => one.scrollWidth > one.clientWidth)
    .map((one) => `${one.className} ${one.scrollWidth}`));
  for (const width of [1440, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await choose(services, 1);
    await page.getByRole('heading', { name: 'Deployments' }).waitFor();
    assert.deepEqual(await wide('html, .app, .right, .right > .scroll'), [], `${width} px`);
    await page.locator('.right .task-row').first().click();
    await page.getByRole('heading', { name: 'Containers' }).waitFor();
    assert.deepEqual(await wide('html, .app, .right, .right > .scroll'), [], `${width} px`);
  }
  await page.getByRole('navigation').getByRole('button', { name: 'Board' }).click();
  await clusters.selectOption('h'.repeat(255));
  assert.deepEqual(await wide('html, .app'), [], 'the name of the cluster');
  assert.deepEqual(faults, []);
  await close();
});
