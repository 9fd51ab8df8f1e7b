// The board under its lens: how much of their CPU and memory instances and tasks use.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WIDE, button, openRun, world } from './run.mjs';
import { axeFindings, becomes, drawn, eventually, stage } from './site.mjs';

const { browser, site } = await stage();

const lens = (page) => page.getByLabel('Colour:');

function define(made, family, wants) {
  made.ask('RegisterTaskDefinition', {
    family,
    containerDefinitions: [{
      name: 'app', image: 'nginx', cpu: 512, memory: 1024,
      dockerLabels: { 'drydock.cpu': wants, 'drydock.memory': '512' },
    }],
  });
}

for (const colorScheme of ['light', 'dark']) {
  test(`cards and plots show what is used, in words too, ${colorScheme}`, async () => {
    const made = await world();
    made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 1 });
    for (const [family, wants] of [['calm', '128'], ['greedy', '4096']]) {
      define(made, family, wants);
      made.ask('RunTask', { cluster: 'harbor', taskDefinition: family, launchType: 'EC2' });
    }
    made.pass(120);
    const options = { ...WIDE, colorScheme };
    const { page, faults, close } = await openRun(browser, site, made.export(), options);
    const card = (name) => page.locator(`.board .task[aria-label^=${name}]`);
    const label = (name) => () => card(name).getAttribute('aria-label');
    assert.doesNotMatch(await label('calm')(), /in use/);
    await lens(page).selectOption({ label: 'CPU in use' });
    await card('calm').filter({ hasText: '25' }).waitFor();
    await becomes(label('calm'), /128 of 512 CPU units in use$/);
    await becomes(label('greedy'), /CPU units in use, wants more$/);
    await becomes(() => card('greedy').getAttribute('class'), /\bover\b/);
    await becomes(() => page.locator('.inst > footer').first().innerText(), /100\s%\s+in use/);
    await page.locator('.legend').getByText('filled: CPU in use').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await lens(page).selectOption({ label: 'Memory in use' });
    await card('greedy').filter({ hasText: '50' }).waitFor();
    await button(page, 'Table').click();
    const row = page.locator('.task-table tr', { hasText: 'calm' });
    await becomes(() => row.innerText(), /512 of 1.024 MiB in use/);
    assert.deepEqual(await axeFindings(page), []);
    await lens(page).selectOption({ label: 'State' });
    await eventually(() => row.innerText(), (text) => assert.doesNotMatch(text, /in use/));
    assert.deepEqual(faults, []);
    await close();
  });
}

test('very many instances are drawn by what they use, with a table beside them', async () => {
  const made = await world();
  made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 60 });
  define(made, 'work', '256');
  made.ask('CreateService', {
    cluster: 'harbor', serviceName: 'work', taskDefinition: 'work', desiredCount: 120,
    launchType: 'EC2',
  });
  made.pass(300);
  const { page, faults, close } = await openRun(browser, site, made.export());
  const canvas = page.locator('canvas.dense');
  await canvas.waitFor();
  const picture = () => canvas.evaluate((one) => one.toDataURL());
  const empty = () => canvas.evaluate((one) => {
    const { width, height } = one;
    return Object.assign(document.createElement('canvas'), { width, height }).toDataURL();
  });
  // It is drawn once it has its size.
  const states = await eventually(async () => {
    const [blank, early] = [await empty(), await picture()];
    await drawn(page);
    return { blank, early, late: await picture() };
  }, ({ blank, early, late }) => {
    assert.equal(late, early);
    assert.notEqual(late, blank);
  }).then(({ late }) => late);
  await lens(page).selectOption({ label: 'CPU in use' });
  const cells = page.locator('.dense-table tbody td:nth-child(2)');
  // 120 tasks of 256 units on 60 instances of 2,048.
  await cells.filter({ hasText: /^2[0-9]/ }).nth(2).waitFor();
  await eventually(picture, (seen) => assert.notEqual(seen, states));
  assert.deepEqual(await axeFindings(page), []);
  await lens(page).selectOption({ label: 'State' });
  await becomes(picture, states);
  assert.deepEqual(faults, []);
  await close();
});
