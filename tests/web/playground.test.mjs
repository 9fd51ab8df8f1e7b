// The playground from end to end, as somebody uses it: open an example, register it, run it as a
// task and as a service, watch, go back in time, break things, share the run.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, openPage, stage } from './site.mjs';

const { browser, site } = await stage();

const WIDE = { viewport: { width: 1440, height: 900 } };
const button = (page, name) => page.getByRole('button', { name, exact: true });

/** Opens the page with an example of the first screen or of the menu. */
async function openExample(title, options = WIDE) {
  const opened = await openPage(browser, site, options);
  await opened.page.locator('.starts').getByRole('button', { name: title }).click();
  return opened;
}

async function register(page, name) {
  await button(page, `Register ${name}`).click();
  await page.getByText(`Registered ${name}`).waitFor();
}

/** Presses "next event" so often that a run of this size is over. */
async function step(page, times) {
  for (let time = 0; time < times; time += 1) await button(page, 'Next event').click();
}

/** Presses "next event" until a state of the rail has so many tasks. */
async function stepUntil(page, state, tasks) {
  for (let time = 0; time < 100; time += 1) {
    if ((await count(page, state)).split('\n')[0] === String(tasks)) return;
    await button(page, 'Next event').click();
  }
  assert.fail(`${state} never had ${tasks} tasks`);
}

/** The number on a state of the rail. */
function count(page, state) {
  return page.locator(`[data-status=${state}] .num`).innerText();
}

test('the example of the first screen runs by itself', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  await page.getByRole('button', { name: 'Run the example' }).click();
  await page.locator('[data-status=RUNNING] .num', { hasText: /^2/ }).waitFor({ timeout: 60_000 });
  assert.deepEqual(faults, []);
  await close();
});

test('a definition on Fargate goes from the text to RUNNING and to STOPPED', async () => {
  const { page, faults, close } = await openExample('Batch job');
  await register(page, 'nightly-report:1');
  await button(page, 'Run task').click();
  await page.getByRole('form', { name: 'Run task' }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.locator('button[type=submit][form]').click();
    assert.match(await count(page, 'PROVISIONING'), /1/);
  await stepUntil(page, 'RUNNING', 1);
  await stepUntil(page, 'STOPPED', 1);
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('a service on instances becomes steady, and a link opens the same run', async () => {
  const { page, faults, close } = await openExample('Dynamic ports');
  await register(page, 'api:1');
  await button(page, 'Service').click();
  await page.getByLabel('desiredCount').fill('6');
  await page.locator('button[type=submit][form]').click();
  await stepUntil(page, 'RUNNING', 6);
  await step(page, 3);
  await page.getByText('has reached a steady state').first().waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.waitForTimeout(1000);
  const address = page.url();
  assert.match(address, /#1\./);
  const again = await openPage(browser, site, { ...WIDE, path: new URL(address).hash });
  // The rail is there before the run has been played again.
  await again.page.locator('[data-status=RUNNING] .num', { hasText: /^6/ }).waitFor();
  assert.deepEqual(again.faults, []);
  await again.close();
  assert.deepEqual(faults, []);
  await close();
});

test('a refusal shows what ECS says, in place', async () => {
  const { page, faults, close } = await openExample('Dynamic ports');
  await register(page, 'api:1');
  await button(page, 'Run task').click();
  await page.getByLabel('Tasks', { exact: true }).fill('11');
  await page.locator('button[type=submit][form]').click();
  await page.locator('.refusal').getByText('InvalidParameterException').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('acting in the past starts another future, and the old one stays', async () => {
  const { page, faults, close } = await openExample('Batch job');
  await register(page, 'nightly-report:1');
  for (let time = 0; time < 2; time += 1) {
    await button(page, 'Run task').click();
    await page.locator('button[type=submit][form]').click();
    await step(page, 3);
  }
  for (let time = 0; time < 3; time += 1) await button(page, 'Previous event').click();
  await button(page, 'Run task').click();
  await page.locator('button[type=submit][form]').click();
  await page.getByText('This starts another future').waitFor();
  await page.getByLabel('Futures').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('a corrupt, a huge and a newer link leave the draft alone and say why', async () => {
  for (const hash of ['#1.!!!!', `#1.${'A'.repeat(400_000)}`, '#9.AAAA', '#nonsense']) {
    const { page, faults, close } = await openPage(browser, site, { ...WIDE, path: hash });
    await page.locator('.trouble').first().waitFor();
    assert.deepEqual(faults, []);
    await close();
  }
});
