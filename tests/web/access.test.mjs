// In other colours, on paper, in a small window and with long names: nobody is left behind.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WIDE, openRun, world } from './run.mjs';
import { axeFindings, launchBrowser, serveSite } from './site.mjs';

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

/** A run with two tasks on Fargate and two on instances. */
async function harbour() {
  const made = await world();
  made.define('web');
  made.serve('web');
  made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 3 });
  made.pass(120);
  return made.export();
}

test('on paper all of it is there', async () => {
  const { page, faults, close } = await openRun(browser, site, await harbour());
  await page.emulateMedia({ media: 'print' });
  const seen = await page.evaluate(() => {
    const places = '.app, .left, .mid, .right, .scroll, .board, .events';
    const cut = [...document.querySelectorAll(places)];
    return {
      cut: cut.filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.className),
      transport: getComputedStyle(document.querySelector('.transport .seg')).display,
    };
  });
  assert.deepEqual(seen, { cut: [], transport: 'none' });
  assert.deepEqual(faults, []);
  await close();
});

test('where the system forces its colours, what is chosen still differs', async () => {
  const options = { ...WIDE, forcedColors: 'active' };
  const { page, faults, close } = await openRun(browser, site, await harbour(), options);
  const grounds = await page.locator('.transport .seg > button').evaluateAll(
    (all) => all.map((one) => getComputedStyle(one).backgroundColor),
  );
  assert.equal(new Set(grounds).size, 2, grounds.join());
  const bars = await page.locator('.rail .mark').evaluateAll(
    (all) => all.map((one) => getComputedStyle(one).forcedColorAdjust),
  );
  assert.ok(bars.length > 0 && bars.every((one) => one === 'none'));
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
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

test('at 400 % zoom the bars scroll away with what is in front', async () => {
  const { page, faults, close } = await openRun(browser, site, await harbour());
  await page.setViewportSize({ width: 320, height: 225 });
  await page.getByRole('navigation').getByRole('button', { name: 'Board' }).click();
  await page.evaluate(() => scrollTo(0, 10_000));
  const bars = await page.locator('.head-row, .transport').evaluateAll(
    (all) => all.map((one) => one.getBoundingClientRect().bottom),
  );
  assert.ok(bars.every((bottom) => bottom <= 0), bars.join());
  assert.ok(await page.getByRole('navigation').isVisible());
  assert.deepEqual(faults, []);
  await close();
});
