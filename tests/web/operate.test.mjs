// Services in operation, as somebody looks at them: behind a load balancer, in deployments that
// shift traffic or fail, or are unwell; and what surrounds them and can go wrong.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WIDE, button, openRun, selectService, stepUntil, world } from './run.mjs';
import { axeFindings, becomes, drawn, eventually, openPage, stage } from './site.mjs';

const { browser, site } = await stage();

const submit = (page) => page.locator('button[type=submit][form]').click();
const unfold = (page, name) => page.locator('summary', { hasText: name }).click();

test('a service made behind a load balancer shifts its traffic in stages', async () => {
  const made = await world();
  made.define('web');
  const { page, faults, close } = await openRun(browser, site, made.export());
  await button(page, 'Service').click();
  await page.getByRole('form', { name: 'Create service' }).waitFor();
  for (const group of [/^Deployment/, /^When a deployment fails/, /^Load balancing/, /^Tags/]) {
    await unfold(page, group);
  }
  await page.getByLabel('Strategy', { exact: true }).selectOption('BLUE_GREEN');
  await page.getByLabel('bakeTimeInMinutes').fill('5');
  await button(page, 'Add load balancer').click();
  await page.getByLabel('Target group', { exact: true }).selectOption({ label: 'web-blue' });
  await page.getByLabel('Alternate target group').selectOption({ label: 'web-green' });
  assert.deepEqual(await axeFindings(page), []);
  await submit(page);
  await page.getByRole('heading', { name: 'Target groups' }).waitFor();
  const healthy = page.locator('table.numbers', { hasText: 'Healthy' }).locator('td').nth(1);
  await stepUntil(page, healthy.filter({ hasText: '2' }));
  await stepUntil(page, page.getByText('SUCCESSFUL'));
  await button(page, 'Update').click();
  await unfold(page, /^Deployment/);
  await page.getByLabel(/^forceNewDeployment/).check();
  await submit(page);
  await stepUntil(page, page.getByText(/to the new tasks/));
  assert.deepEqual(await axeFindings(page), []);
  await button(page, 'Roll back').click();
  await page.getByText(/ROLLBACK_/).first().waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('a card keeps what it shows while its state changes', async () => {
  const made = await world();
  made.define('web');
  made.serve('web');
  made.pass(120);
  made.define('web', { image: 'nginx:2' });
  made.ask('UpdateService', { cluster: 'harbor', service: 'web', taskDefinition: 'web:2' });
  const { page, faults, close } = await openRun(browser, site, made.export());
  const newer = (state) => page.locator(`.boxes .task.rev-new.st-${state}`);
  await stepUntil(page, newer('provisioning'));
  await newer('provisioning').first().click();
  const chosen = page.locator('.boxes .task[aria-pressed=true]');
  for (const state of ['pending', 'running']) {
    await stepUntil(page, newer(state));
    await becomes(() => chosen.getAttribute('class'), / rev-new .*sel/);
  }
  await button(page, 'Stop task').click();
  await stepUntil(page, page.locator('.boxes .task.leave.sel'));
  await stepUntil(page, page.locator('.boxes .task.leave.sel.st-stopped'));
  assert.deepEqual(faults, []);
  await close();
});

test('a circuit breaker says what it counts, before a task is RUNNING and after', async () => {
  const made = await world();
  made.define('web', { dockerLabels: { 'drydock.run-for': '5s', 'drydock.exit-code': '1' } });
  made.serve('web', { deploymentConfiguration: { deploymentCircuitBreaker: {
    enable: true, rollback: true,
  } } });
  const { page, faults, close } = await openRun(browser, site, made.export());
  await selectService(page, 'web');
  await page.getByText('tasks that do not get to RUNNING').waitFor();
  await stepUntil(page, page.getByText('failed health checks, but no exits'));
  assert.deepEqual(faults, []);
  await close();
});

test('a deployment that fails is counted by the circuit breaker, and goes back', async () => {
  const made = await world();
  made.define('web');
  const deploymentCircuitBreaker = { enable: true, rollback: true };
  made.serve('web', { deploymentConfiguration: { deploymentCircuitBreaker } });
  made.pass(120);
  made.define('web', { image: 'nginx:2' });
  made.ask('Drydock.InjectFault', { type: 'ImageCannotBePulled', image: 'nginx:2' });
  made.ask('UpdateService', { cluster: 'harbor', service: 'web', taskDefinition: 'web:2' });
  made.pass(60);
  const { page, faults, close } = await openRun(browser, site, made.export());
  await selectService(page, 'web');
  await page.getByText(/of 3 failures, then it goes back/).waitFor();
  await stepUntil(page, page.getByText('goes back to', { exact: true }));
  await page.getByText(/deployment failed: tasks failed to start/).first().waitFor();
  await page.locator('.boxes .st-stopped').first().click();
  const table = page.locator('table.containers').filter({ hasText: 'CannotPullContainerError' });
  const shown = () => table.evaluate(({ scrollWidth, clientWidth, rows }) => ({
    cut: scrollWidth > clientWidth, narrow: rows[1].cells[0].clientWidth < 100,
  }));
  await becomes(shown, { cut: false, narrow: false });
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('each fault can be chosen, says what it does, and is switched on and off', async () => {
  const made = await world();
  made.define('web');
  made.serve('web');
  made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 3 });
  made.pass(60);
  const { page, faults, close } = await openRun(browser, site, made.export());
  await button(page, 'Faults').click();
  const kinds = page.getByLabel('What goes wrong');
  await kinds.waitFor();
  const names = await kinds.locator('option').evaluateAll((all) => all.map((one) => one.value));
  assert.ok(names.length >= 30, `${names.length} faults`);
  const switchedOn = page.getByRole('button', { name: 'Clear', exact: true });
  for (const name of names) {
    await kinds.selectOption(name);
    await drawn(page);
    const explained = await page.locator('#faults .note').innerText();
    assert.ok(explained.length > 20, name);
    for (const field of await page.locator('#faults input.input').all()) {
      if (await field.inputValue() === '') await field.fill('web');
    }
    await button(page, 'Switch on').click();
    // Some faults happen once and are over: nothing but the frames tells that all is said.
    await drawn(page);
    assert.equal(await page.locator('.refusal').count(), 0, `${name} is refused`);
    if (await switchedOn.count() > 0) await switchedOn.first().click();
    await becomes(() => switchedOn.count(), 0, name);
  }
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('what surrounds ECS is listed, and need not be declared', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  await button(page, 'Help and keys').click();
  await button(page, 'Surroundings').click();
  for (const title of ['Subnets', 'Target groups', 'Listener rules', 'Roles']) {
    await page.getByRole('heading', { name: title, exact: true }).waitFor();
  }
  const permissive = page.getByLabel(/^Let requests name anything/);
  await permissive.uncheck();
  await becomes(() => permissive.isChecked(), false);
  await permissive.check();
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('a schedule runs by the clock of a time zone of the list', async () => {
  const made = await world();
  made.define('web');
  const { page, faults, close } = await openRun(browser, site, made.export());
  await page.keyboard.press('Escape');
  await page.locator('.board').focus();
  await page.keyboard.press('e');
  const zone = page.getByLabel('Time zone');
  await zone.waitFor();
  const zones = await zone.evaluate((field) => [...field.list.options].map((one) => one.value));
  assert.equal(new Set(zones).size, zones.length);
  for (const name of ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'US/Eastern']) {
    assert.ok(zones.includes(name), name);
  }
  const create = async (name, where) => {
    await page.getByLabel('Name', { exact: true }).fill(name);
    await zone.fill(where);
    await page.getByLabel('rate(…), cron(…) or at(…)').fill('cron(0 2 * * ? *)');
    await button(page, 'Create schedule').click();
  };
  await create('nowhere', 'Europe/Atlantis');
  await page.locator('.refusal').getByText(/Europe\/Atlantis/).waitFor();
  await becomes(() => zone.inputValue(), 'Europe/Atlantis');
  await create('nightly', 'Europe/Berlin');
  await page.getByText('cron(0 2 * * ? *) Europe/Berlin').waitFor();
  await page.getByText(/02:00:00.* in Europe\/Berlin/).first().waitFor();
  await becomes(() => page.locator('.refusal').count(), 0);
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('where Drydock had to guess is told, each with what is done and why', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  await button(page, 'Help and keys').click();
  await button(page, 'Where Drydock had to guess').click();
  const guesses = page.locator('.guesses');
  await guesses.waitFor();
  const counts = () => Promise.all(['dt', 'dd'].map((part) => guesses.locator(part).count()));
  await eventually(counts, ([terms, choices]) => {
    assert.ok(terms > 50, `${terms} guesses`);
    assert.equal(choices, terms);
  });
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

for (const width of [360, 1280]) {
  test(`the operations page names all operations, at ${width} px`, async () => {
    const options = { path: 'operations/index.html', viewport: { width, height: 800 } };
    const { page, faults, close } = await openPage(browser, site, options);
    const section = page.locator('#RegisterTaskDefinition + dl');
    await section.getByText('containerDefinitions[].hostname').waitFor();
    const named = await page.locator('dl').allInnerTexts();
    for (const name of ['CreateService', 'CreateExpressGatewayService', 'Drydock.AddInstances']) {
      const titled = await page.locator(`h2#${name.replace('.', '\\.')}`).count();
      assert.ok(titled > 0 || named.some((text) => text.includes(name)), name);
    }
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(sideways, 0);
    assert.deepEqual(await axeFindings(page), []);
    assert.deepEqual(faults, []);
    await close();
  });
}
