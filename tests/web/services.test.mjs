// What services do for their tasks, as somebody watches it on the board. One test per row of what
// must work.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { button, cards, end, openRun, running, said, selectService } from './run.mjs';
import { stepUntil, stepUntilTasks, submit, switchOn, times, typed, world } from './run.mjs';
import { eventually, stage } from './site.mjs';

const { browser, site } = await stage();

const OFTEN = { healthCheck: { command: ['CMD-SHELL', 'exit 0'], interval: 5, retries: 2 } };
const TASK = 'Task (empty: all)';

const card = (page, task) => page.locator(`.board .task[aria-label*="task ${task},"]`);
const names = (all) => all.map(({ task }) => task).sort();
const find = (all, task) => all.find((one) => one.task === task);
const wanted = (all) => all.filter(({ desired }) => desired === 'RUNNING');
const live = (all) => all.filter(({ status }) => status !== 'STOPPED');

/** A page with a service on Fargate that has come up, and the ids of its tasks. */
async function openSteady({ container, balanced = false, ...service } = {}) {
  const made = await world();
  made.define('web', container);
  made.serve('web', { ...service, ...balanced && { loadBalancers: made.balance() } });
  made.pass(180);
  const { taskArns } = made.ask('ListTasks', { cluster: 'harbor' });
  const ids = taskArns.map((arn) => arn.split('/').at(-1));
  return { ids, ...await openRun(browser, site, made.export()) };
}

test('G1: a task that is stopped, and one that fails, is replaced', async () => {
  const opened = await openSteady();
  const { page } = opened;
  const [stopped, stays] = names(await running(page));
  await card(page, stopped).click();
  await button(page, 'Stop task').click();
  const two = (all) => all.filter((one) => one.status === 'RUNNING').length === 2
    && find(all, stopped).status !== 'RUNNING';
  const then = await stepUntilTasks(page, two);
  assert.equal(find(then, stays).status, 'RUNNING');
  const [replacement] = names(then).filter((task) => ![stopped, stays].includes(task));
  await said(page, 'has started 1 tasks').filter({ hasText: replacement }).waitFor();
  await switchOn(page, 'ContainerCrashes');
  const failed = (all) => all.filter(({ rest }) => rest.endsWith(', failed'));
  await stepUntilTasks(page, (all) => failed(all).length === 2);
  await button(page, 'Clear').click();
  const others = (all) => all.filter(({ task, status }) => status === 'RUNNING'
    && ![stopped, stays, replacement].includes(task));
  await stepUntilTasks(page, (all) => others(all).length === 2);
  await card(page, stays).click();
  await page.locator('.ended', { hasText: 'Essential container in task exited' }).waitFor();
  await end(opened);
});

test('G2: a load balancer spreads the requests over the tasks', async () => {
  const container = { dockerLabels: { 'drydock.cpu': 'requests 20ms' } };
  const opened = await openSteady({ container, balanced: true });
  const { page } = opened;
  await selectService(page, 'web');
  await page.locator('summary', { hasText: 'Send requests' }).click();
  await page.getByLabel('Requests a minute').fill('1200');
  await button(page, 'Send requests').click();
  await button(page, 'Terminal').click();
  await typed(page, 'drydock seek 6m');
  await page.getByText(/^1\s200\srequests, 0\s% failed/).waitFor();
  await page.getByLabel('Colour:').selectOption({ label: 'CPU in use' });
  // 10 requests a second come to each, and take 20 ms of a vCPU: a fifth of 1,024 units.
  const use = async () => (await running(page)).map(({ rest }) => (
    Number(/, (\d+) of 256 CPU units/.exec(rest)[1])));
  await eventually(use, ([one, other, ...more]) => {
    assert.deepEqual([other, more], [one, []]);
    assert.ok(one >= 204 && one < 210, `${one}`);
  });
  await end(opened);
});

test('G3, G4: an unhealthy task goes once its replacement is healthy', async () => {
  const opened = await openSteady({ container: OFTEN });
  const { page, ids: [sick] } = opened;
  await switchOn(page, 'ContainerHealthCheckFails', { [TASK]: sick });
  const short = sick.slice(0, 8);
  await stepUntilTasks(page, (all) => find(all, short).unhealthy);
  await stepUntil(page, said(page, 'failed container health checks').filter({ hasText: short }));
  // All three run, the unhealthy one too.
  const all = await stepUntilTasks(page, (tasks) => tasks.length === 3
    && tasks.every(({ status }) => status === 'RUNNING'));
  const [replacement] = all.filter(({ task }) => !opened.ids.some((id) => id.startsWith(task)));
  await said(page, 'replaced 1 tasks due to an unhealthy status')
    .filter({ hasText: replacement.task }).waitFor();
  const gone = await stepUntilTasks(page, (tasks) => find(tasks, short).desired === 'STOPPED');
  assert.equal(find(gone, replacement.task).desired, 'RUNNING');
  await card(page, replacement.task).click();
  await page.locator('table.containers').getByText('HEALTHY', { exact: true }).waitFor();
  await stepUntilTasks(page, (tasks) => find(tasks, short).status === 'STOPPED');
  assert.equal((await running(page)).length, 2);
  await card(page, short).click();
  await page.locator('.ended', { hasText: 'Task failed container health checks' }).waitFor();
  await end(opened);
});

test('G3: a task that its target group finds unhealthy is replaced', async () => {
  const opened = await openSteady({ balanced: true });
  const { page, ids: [sick] } = opened;
  await switchOn(page, 'TargetHealthCheckFails', { [TASK]: sick });
  const short = sick.slice(0, 8);
  await stepUntilTasks(page, (all) => find(all, short).unhealthy);
  await card(page, short).click();
  await page.locator('table.containers', { hasText: 'Target group' })
    .getByText(/^unhealthy/).waitFor();
  await stepUntilTasks(page, (all) => find(all, short).status === 'STOPPED');
  await page.locator('.ended', { hasText: 'Task failed ELB health checks' }).waitFor();
  const left = await running(page);
  assert.deepEqual([left.length, left.some(({ unhealthy }) => unhealthy)], [2, false]);
  await end(opened);
});

test('G5: where the replacement is unhealthy too, one of the two stops', async () => {
  const opened = await openSteady({ container: OFTEN, desiredCount: 1 });
  const { page, ids } = opened;
  await switchOn(page, 'ContainerHealthCheckFails');
  const first = ids[0].slice(0, 8);
  await stepUntilTasks(page, (all) => find(all, first).unhealthy);
  const both = await stepUntilTasks(page, (all) => all.length === 2
    && all.every(({ status }) => status === 'RUNNING'));
  await stepUntilTasks(page, (all) => both.every(({ task }) => find(all, task).unhealthy));
  const after = await stepUntilTasks(page, (all) => wanted(all).length < 2);
  assert.deepEqual([wanted(after).length, wanted(after)[0].unhealthy], [1, true]);
  const [goes] = both.filter(({ task }) => find(after, task).desired === 'STOPPED');
  await stepUntil(page, said(page, 'has stopped 1 running tasks').filter({ hasText: goes.task }));
  await card(page, goes.task).click();
  await page.locator('.ended', { hasText: 'Task failed container health checks' }).waitFor();
  await end(opened);
});

test('G6, G7: without room, unhealthy tasks go one by one until all are replaced', async () => {
  const opened = await openSteady({
    container: OFTEN,
    desiredCount: 3,
    availabilityZoneRebalancing: 'DISABLED',
    deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 100 },
  });
  const { page, ids } = opened;
  for (const id of ids) await switchOn(page, 'ContainerHealthCheckFails', { [TASK]: id });
  const old = ids.map((id) => id.slice(0, 8));
  const counts = new Set();
  const replaced = (all) => wanted(all).length === 3
    && wanted(all).every(({ task, status }) => status === 'RUNNING' && !old.includes(task));
  await stepUntilTasks(page, replaced, { seen: (all) => counts.add(wanted(all).length) });
  assert.deepEqual([...counts].sort(), [2, 3]);
  const what = await said(page, /has (started|stopped) 1 /).allInnerTexts();
  const turns = what.toReversed().slice(-6).map((text) => /started|stopped/.exec(text)[0]);
  const one = ['stopped', 'started'];
  assert.deepEqual(turns, [...one, ...one, ...one]);
  assert.equal((await cards(page)).some(({ unhealthy }) => unhealthy), false);
  await end(opened);
});

test('G8: a healthy task above desiredCount is stopped', async () => {
  const opened = await openSteady({ container: OFTEN, desiredCount: 3 });
  const { page, ids } = opened;
  const recovers = ids[1].slice(0, 8);
  await switchOn(page, 'ContainerHealthCheckFails', { [TASK]: ids[1] });
  await stepUntilTasks(page, (all) => all.length === 4);
  await button(page, 'Clear').click();
  const healthy = (all) => all.every(({ status, unhealthy }) => status === 'RUNNING' && !unhealthy);
  const four = await stepUntilTasks(page, (all) => all.length === 4 && healthy(all));
  assert.ok(find(four, recovers), 'the task that has recovered still runs');
  const all = await stepUntilTasks(page, (tasks) => live(tasks).length === 3);
  assert.ok(healthy(live(all)));
  const [gone] = all.filter(({ status }) => status === 'STOPPED');
  await said(page, 'has stopped 1 running tasks').filter({ hasText: gone.task }).waitFor();
  await end(opened);
});

test('G9: starts that fail are tried ever less often, until the service is updated', async () => {
  const made = await world();
  made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 2 });
  made.ask('RegisterTaskDefinition', {
    family: 'web', containerDefinitions: [{ name: 'app', image: 'nginx', memory: 128 }],
  });
  const opened = await openRun(browser, site, made.export());
  const { page } = opened;
  await switchOn(page, 'ImageCannotBePulled');
  await button(page, 'Service').click();
  await page.getByLabel('desiredCount').fill('1');
  await submit(page);
  const launches = () => times(page, /task \w+ created, /);
  const gaps = (moments) => moments.slice(1).map((at, place) => at - moments[place]);
  const ceiling = (moments) => gaps(moments).filter((gap) => gap > 1_600).length >= 2;
  let seen = [];
  for (let press = 0; press < 200 && !ceiling(seen); press += 1) {
    await button(page, 'Next event').click();
    seen = await launches();
  }
  await said(page, 'is unable to consistently start tasks successfully').waitFor();
  const pauses = gaps(seen).slice(2);
  // The pause, and the time until the next look of the scheduler.
  const least = [30, 60, 120, 240, 480, 960, 1_620, 1_620];
  assert.equal(pauses.length, least.length);
  pauses.forEach((pause, place) => {
    const over = pause - least[place];
    assert.ok(over >= 0 && over <= 30, `${pause} s, and not about ${least[place]} s`);
  });
  await selectService(page, 'web');
  await button(page, 'Update').click();
  await page.locator('summary', { hasText: /^Deployment/ }).click();
  await page.getByLabel(/^forceNewDeployment/).check();
  await submit(page);
  for (let press = 0; press < 40; press += 1) await button(page, 'Next event').click();
  const after = gaps((await launches()).slice(seen.length - 1)).slice(0, 3);
  assert.ok(after.length === 3 && after.every((gap) => gap <= 30), `${after}`);
  await end(opened);
});
