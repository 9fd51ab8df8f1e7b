// The plain pages: under the page's policy, without a script, in both colour schemes.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { axeFindings, openPage, stage } from './site.mjs';

const PAGE = 'rules/TD-FARGATE-SIZE/index.html';
const folder = new URL('../../dist/rules/', import.meta.url);

const { browser, site } = await stage();

for (const colorScheme of ['light', 'dark']) {
  for (const path of ['rules/index.html', PAGE, 'operations/index.html']) {
    test(`${path} is in order, ${colorScheme} and narrow`, async () => {
      const { page, faults, close } =
        await openPage(browser, site, { path, colorScheme, viewport: { width: 360, height: 640 } });
      const [background, overflow] = await page.evaluate(() => [
        getComputedStyle(document.documentElement).backgroundColor,
        document.documentElement.scrollWidth - innerWidth,
      ]);
      assert.equal(background === 'rgb(255, 255, 255)', colorScheme === 'light', background);
      assert.equal(overflow, 0);
      assert.deepEqual(await axeFindings(page), []);
      assert.deepEqual(faults, []);
      await close();
    });
  }
}

test('the list leads to a rule, the rule to the list and the playground', async () => {
  const { page, faults, close } = await openPage(browser, site, { path: 'rules/index.html' });
  await page.getByRole('link', { name: 'TD-FARGATE-SIZE', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'TD-FARGATE-SIZE' }).waitFor();
  assert.equal(await page.locator('mark').innerText(), '"4096"');
  await page.getByRole('link', { name: 'All rules' }).click();
  await page.getByRole('heading', { level: 1, name: 'Rules for task definitions' }).waitFor();
  await page.getByRole('link', { name: 'Drydock', exact: true }).click();
  await page.locator('.starts').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('a problem leads to the page of its rule', async () => {
  const { page, faults, close } = await openPage(browser, site);
  await page.locator('.starts').getByRole('button', { name: 'Broken definition' }).click();
  const link = page.locator('.probs').getByRole('link', { name: 'TD-FARGATE-SIZE' });
  assert.equal(await link.getAttribute('rel'), 'noopener');
  const opened = page.context().waitForEvent('page');
  await link.click();
  const rule = await opened;
  await rule.getByRole('heading', { level: 1, name: 'TD-FARGATE-SIZE' }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('every page is whole, relative and without scripts; every link has its page', () => {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${name}/`);
  assert.ok(names.length > 300, `${names.length} pages`);
  for (const name of ['', ...names]) {
    const html = readFileSync(new URL(`${name}index.html`, folder), 'utf8');
    assert.doesNotMatch(html, /<script|<style|\sstyle=|\son\w+=/, name);
    for (const [, address] of html.matchAll(/(?:src|href)="([^"#]*)[^"]*"/g)) {
      assert.doesNotMatch(address, /^\w+:|^\//, `${name}: ${address}`);
      if (address) readFileSync(new URL(address, new URL(name, folder)));
    }
  }
});

test('the page of the operations has each of them', async () => {
  const { page, faults, close } = await openPage(browser, site, { path: 'operations/index.html' });
  await page.getByRole('link', { name: 'RunTask', exact: true }).click();
  await page.getByRole('heading', { level: 2, name: 'RunTask', exact: true }).waitFor();
  await page.getByRole('heading', { level: 2, name: 'Not simulated' }).waitFor();
  assert.deepEqual(faults, []);
  await close();
});
