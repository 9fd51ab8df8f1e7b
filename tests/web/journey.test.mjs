// The way of somebody who is new: from a text to a running task, each step shown where it is due;
// and the way back to where one began, as somebody needs it who shows it to others.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WIDE, button, keptLink, openRun, selectService, world } from './run.mjs';
import { axeFindings, becomes, openPage, stage } from './site.mjs';

const { browser, site } = await stage();

const item = (page, name) => page.locator('.first-item', { hasText: name });
const step = (page, name) => page.locator('.journey [aria-current=step]', { hasText: name });
const submit = (page) => page.locator('button[type=submit][form]').click();

/** Chooses from the menu of the title. */
async function choose(page, name) {
  await button(page, 'Examples').click();
  await page.locator('#examples .menu-item', { hasText: name }).click();
}

async function write(page, definition) {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(JSON.stringify(definition, null, 2));
}

const ON_EC2 = {
  family: 'quay',
  requiresCompatibilities: ['EC2'],
  containerDefinitions: [{ name: 'app', image: 'nginx:1', memory: 128, cpu: 64 }],
};

test('each step from a text to a running task is shown where it is due', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  await step(page, 'Write').waitFor();
  await page.locator('.cm-content').waitFor();
  await write(page, { ...ON_EC2, memory: 'much' });
  await item(page, /Fix \d+ errors?/).waitFor();
  await write(page, ON_EC2);
  await step(page, 'Register').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await item(page, 'It becomes quay:1').click();
  await step(page, 'Run').waitFor();
  await item(page, 'Add instances first').click();
  await submit(page);
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole('region', { name: 'Next step' }).locator('.lead1').click();
  await page.getByRole('form', { name: 'Run task' }).waitFor();
  await submit(page);
  await page.locator('.board .task').waitFor();
  await page.locator('.journey').waitFor({ state: 'detached' });
  assert.deepEqual(faults, []);
  await close();
});

test('a form that needs a definition leads to one', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  await page.locator('.cm-content').waitFor();
  await button(page, 'Run task').click();
  await button(page, 'To the definition').click();
  await page.locator('.cm-content:focus').waitFor();
  await write(page, ON_EC2);
  await page.locator('#column').getByRole('button', { name: 'Register quay:1' }).click();
  await page.getByRole('form', { name: 'Run task' }).waitFor();
  await becomes(() => page.locator('#launch-definition').inputValue(), 'quay:1');
  assert.deepEqual(faults, []);
  await close();
});

test('what is registered is run next, and a service behind it is updated next', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  await choose(page, 'Web service');
  await page.locator('.left .foot').getByRole('button', { name: 'Register web:1' }).click();
  await page.getByText('Registered web:1').waitFor();
  await button(page, 'Run it').click();
  await page.getByRole('form', { name: 'Run task' }).waitFor();
  await button(page, 'Service').click();
  await submit(page);
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.insertText('"tags": [{"key": "kept", "value": "yes"}],');
  await page.getByRole('button', { name: 'Register web:2' }).click();
  await button(page, 'Update web').click();
  await page.getByRole('form', { name: 'Update service' }).waitFor();
  await becomes(() => page.locator('#service-taskDefinition').inputValue(), 'web:2');
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('an update keeps a service with its own family', async () => {
  const made = await world();
  made.define('web');
  made.serve('web');
  made.define('other');
  const { page, faults, close } = await openRun(browser, site, made.export());
  await selectService(page, 'web');
  await button(page, 'Update').click();
  await page.getByRole('form', { name: 'Update service' }).waitFor();
  await becomes(() => page.locator('#service-taskDefinition').inputValue(), 'web:1');
  assert.deepEqual(faults, []);
  await close();
});

const draft = (page) => page.locator('.cm-content').innerText();

test('who was sent a link starts over where it began, also after a reload', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  await choose(page, 'Batch job');
  const path = new URL(await keptLink(page)).hash;
  await close();
  const other = await openPage(browser, site, { ...WIDE, path, messagesStay: true });
  await other.page.getByRole('button', { name: 'Register nightly-report:1' }).first().click();
  await other.page.getByText('Registered nightly-report:1').waitFor();
  await write(other.page, ON_EC2);
  await other.page.waitForFunction(() => sessionStorage.getItem('drydock.draft')?.includes('quay'));
  await other.page.reload();
  await other.page.getByRole('button', { name: 'Register quay:1' }).first().waitFor();
  await choose(other.page, 'Start over');
  await other.page.getByRole('button', { name: 'Register nightly-report:1' }).first().waitFor();
  await becomes(() => draft(other.page), /nightly-report/);
  await button(other.page, 'Undo').click();
  await other.page.getByText('"quay"').waitFor();
  assert.deepEqual([...faults, ...other.faults], []);
  await other.close();
});

test('the brand, a link in the same tab and a run as text leave a way back', async () => {
  const { page, faults, close } = await openPage(browser, site, { ...WIDE, messagesStay: true });
  await choose(page, 'Batch job');
  await page.getByText('"nightly-report"').waitFor();
  await page.getByRole('link', { name: 'Drydock' }).click();
  await page.getByText('Started empty').waitFor();
  await button(page, 'Undo').click();
  await page.getByText('"nightly-report"').waitFor();
  const before = new URL(await keptLink(page)).hash;
  await choose(page, 'Sidecars');
  assert.notEqual(new URL(await keptLink(page)).hash, before);
  await page.evaluate((hash) => { location.hash = hash; }, before);
  await page.getByText('Opened the link').waitFor();
  await page.getByText('"nightly-report"').waitFor();
  await button(page, 'Undo').click();
  await page.getByText('"nightly-report"').waitFor({ state: 'detached' });
  await becomes(() => page.locator('h1').innerText(), 'Sidecars');
  assert.deepEqual(faults, []);
  await close();
});
