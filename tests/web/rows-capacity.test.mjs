// Where tasks run and what that takes: instances that somebody has and pays for, or hosts of
// Fargate that nobody sees; and what is said where there is no room.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  becomes, plain, runTask, said, selectInstance, stepUntil, submit, type, unfold,
} from './rows.mjs';
import { button, openRun, world } from './run.mjs';
import { axeFindings, stage } from './site.mjs';

const { browser, site } = await stage();

const panel = (page) => page.locator('.right');
const refusal = (page) => said(page.locator('.refusal'));

/** A definition for both launch types. */
function both(made, family, size = { cpu: '1024', memory: '2048' }) {
  made.ask('RegisterTaskDefinition', {
    family, networkMode: 'awsvpc', requiresCompatibilities: ['EC2', 'FARGATE'], ...size,
    containerDefinitions: [{ name: 'app', image: 'nginx' }],
  });
}

const runs = (page, name) => panel(page).getByText(`${name} is RUNNING`);

/** What the cluster costs now: how much of what, and dollars an hour. */
async function costs(page) {
  await page.locator('.board').focus();
  await page.keyboard.press('Escape');
  const list = page.locator('.cost dl').first();
  await list.waitFor();
  const found = await list.evaluate((one) => [...one.querySelectorAll('dt')].map(
    (name) => `${name.textContent}: ${name.nextElementSibling.textContent}`,
  ));
  return found.slice(1).map(plain);
}

test('a task runs on an instance that is paid for anyway, or on Fargate by itself', async () => {
  const made = await world();
  both(made, 'web');
  const { page, faults, close } = await openRun(browser, site, made.export());
  await button(page, 'Instances').click();
  await page.getByLabel('Instances', { exact: true }).fill('1');
  await submit(page);
  const instance = '1 × EC2 On-Demand: $0.10 an hour';
  await becomes(() => costs(page), [instance]);
  await runTask(page, 'web:1');
  await stepUntil(page, runs(page, 'web:1'));
  await panel(page).getByText('us-east-1a · EC2 · desired RUNNING').waitFor();
  await becomes(() => costs(page), [instance]);
  await runTask(page, 'web:1', 'Fargate');
  await stepUntil(page, runs(page, 'web:1'));
  await panel(page).getByText('us-east-1b · FARGATE · desired RUNNING').waitFor();
  await becomes(() => costs(page), [instance, '1 × Fargate: $0.05 an hour']);
  // By capacity providers, which have to be the cluster's first.
  await runTask(page, 'web:1', 'FARGATE_SPOT');
  const unknown = 'contain a capacity provider that is not associated with the cluster.';
  await page.locator('.refusal', { hasText: unknown }).waitFor();
  await button(page, 'Capacity').click();
  await button(page, 'Add FARGATE and FARGATE_SPOT').click();
  await stepUntil(page, page.locator('[data-provider=FARGATE_SPOT]'));
  await runTask(page, 'web:1', 'FARGATE_SPOT');
  await stepUntil(page, runs(page, 'web:1'));
  const spot = '1 × Fargate Spot: $0.01 an hour';
  await becomes(() => costs(page), [instance, '1 × Fargate: $0.05 an hour', spot]);
  await selectInstance(page);
  await button(page, 'Terminate').click();
  await becomes(async () => (await costs(page))[0], '1 × Fargate: $0.05 an hour');
  assert.deepEqual(faults, []);
  await close();
});

test('a host of Fargate is one task\'s own, and nobody else\'s to list or set up', async () => {
  const made = await world();
  both(made, 'web');
  const { page, faults, close } = await openRun(browser, site, made.export());
  await runTask(page, 'web:1', 'Fargate');
  // Nobody asked for a host: it is found, joined to the network and handed the task.
  const wait = page.locator('.wait');
  await becomes(() => said(wait.locator('p').first()), 'Network interface');
  await stepUntil(page, panel(page).getByText('web:1 is PENDING'));
  await wait.getByText('The agent of the host picks the task up').waitFor();
  await stepUntil(page, runs(page, 'web:1'));
  await unfold(page, 'What its containers want');
  await page.getByLabel('CPU units', { exact: true }).fill('4096');
  await button(page, 'Set demand').click();
  const inUse = page.locator('.sect.host .lab').first();
  await becomes(() => said(inUse), 'CPU 1 024 of 1 024 units in use');
  await runTask(page, 'web:1', 'Fargate');
  await stepUntil(page, runs(page, 'web:1'));
  await becomes(() => said(inUse), 'CPU 2 of 1 024 units in use');
  // Neither the page nor the API names the hosts.
  assert.equal(await page.locator('.inst-name').count(), 0);
  assert.equal(await panel(page).getByRole('button', { name: /^instance / }).count(), 0);
  assert.equal(await panel(page).getByText('Set up the host').count(), 0);
  await page.locator('.sect.host').getByText('Control groups').waitFor();
  await button(page, 'Terminal').click();
  const listed = await type(page, 'aws ecs list-container-instances --cluster harbor');
  assert.deepEqual(JSON.parse(listed), { containerInstanceArns: [] });
  const task = '$(aws ecs list-tasks --cluster harbor --query taskArns --output text)';
  const named = await type(page, `aws ecs describe-tasks --cluster harbor --tasks ${task} `
    + "--query 'tasks[].[launchType, containerInstanceArn]' --output text");
  assert.equal(plain(named), 'FARGATE None FARGATE None');
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('where there is no capacity, it is said at once and in the words of ECS', async () => {
  const made = await world();
  both(made, 'web');
  both(made, 'huge', { cpu: '1024', memory: '8 GB' });
  const { page, faults, close } = await openRun(browser, site, made.export());
  await runTask(page, 'web:1');
  await becomes(() => refusal(page), 'Not run. InvalidParameterException: '
    + 'No Container Instances were found in your cluster.');
  await button(page, 'Instances').click();
  await submit(page);
  await runTask(page, 'huge:1');
  await becomes(() => refusal(page), 'Not run. failures: RESOURCE:MEMORY on 3 instances');
  await button(page, 'Faults').click();
  await page.getByLabel('What goes wrong').selectOption('NoFargateCapacity');
  await page.getByLabel('FARGATE or FARGATE_SPOT (empty: both)').fill('FARGATE');
  await button(page, 'Switch on').click();
  await runTask(page, 'huge:1', 'Fargate');
  await becomes(() => refusal(page), 'Not run. failures: Capacity is unavailable at this time. '
    + 'Please try again later or in a different availability zone');
  assert.equal(await page.locator('.board .task').count(), 0);
  // A service says it as an event, and runs once there is room again.
  await button(page, 'Service').click();
  const form = page.getByRole('form', { name: 'Create service' });
  await form.getByLabel('Task definition').selectOption('huge:1');
  await form.getByText('Fargate', { exact: true }).click();
  await form.getByLabel('desiredCount').fill('1');
  await submit(page);
  await stepUntil(page, page.getByText(
    'was unable to place a task. Reason: Capacity is unavailable at this time.',
  ));
  await button(page, 'Faults 1').click();
  await button(page, 'Clear').click();
  await stepUntil(page, page.locator('[data-status=RUNNING] .num', { hasText: /^1/ }));
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('a provider without instances that ECS does not scale is empty, and says so', async () => {
  const made = await world();
  both(made, 'web');
  const { page, faults, close } = await openRun(browser, site, made.export());
  await button(page, 'Capacity').click();
  await page.getByLabel('Managed scaling: ECS sizes the group').uncheck();
  await button(page, 'Create capacity provider').click();
  await page.locator('[data-provider=hosts]').waitFor();
  await runTask(page, 'web:1', 'hosts');
  await becomes(() => refusal(page), 'Not run. failures: EMPTY CAPACITY PROVIDER');
  assert.deepEqual(faults, []);
  await close();
});
