// Where tasks find a place and where they find none, and what they pass through, as somebody
// watches it on the board. One test per row of what must work.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { button, end, openRun, selectService, stepUntil, stepUntilTasks } from './run.mjs';
import { submit, switchOn, typed, world } from './run.mjs';
import { becomes, stage } from './site.mjs';

const { browser, site } = await stage();

/** What a task passes through, in order, and what it waits for there. */
const STATES = {
  PROVISIONING: 'Network interface',
  PENDING: 'Agent',
  ACTIVATING: 'Container start',
  RUNNING: '',
  DEACTIVATING: 'Draining',
  STOPPING: 'Container stop',
  DEPROVISIONING: 'Network interface',
  STOPPED: '',
};

const refusal = (page) => page.locator('.refusal');
const live = (all) => all.filter(({ status }) => status !== 'STOPPED');
const choose = (page, group, name) => page.getByRole('group', { name: group })
  .getByRole('button', { name, exact: true }).click();

/** A page with instances and the definition `web`, which runs on them and on Fargate. */
async function openHarbor(instances = [], memory = 512) {
  const made = await world();
  for (const [instanceType, count] of instances) {
    made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType, count });
  }
  made.ask('RegisterTaskDefinition', {
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'nginx', cpu: 128, memory }],
  });
  return openRun(browser, site, made.export());
}

/** How many tasks of the service each zone of the board shows, and each of its instances. */
async function places(page) {
  const zones = await page.locator('.board .zone').evaluateAll((all) => all.map((zone) => {
    const instances = [...zone.querySelectorAll('.inst')];
    return instances.map((one) => one.querySelectorAll('.task').length);
  }));
  const sum = (counts) => counts.reduce((total, count) => total + count, 0);
  return { zones: zones.map(sum), instances: zones.flat() };
}

/** How many tasks each instance of a type has, the fewest first. */
async function tasksOn(page, type) {
  const instances = page.locator('.board .inst', { hasText: type });
  const counts = await instances.evaluateAll(
    (all) => all.map((one) => one.querySelectorAll('.task').length),
  );
  return counts.sort((a, b) => a - b);
}

const unfoldPlacement = (page) => page.locator('summary', { hasText: /^Scheduling/ }).click();

/** Asks for instances that an expression names. */
async function constrain(page, expression) {
  await button(page, 'Add constraint').click();
  await page.getByLabel('Expression').fill(expression);
}

async function createService(page, count) {
  if (count) await page.getByLabel('desiredCount').fill(String(count));
  await submit(page);
}

test('C2: without any instance a task on EC2 is refused', async () => {
  const opened = await openHarbor();
  const { page } = opened;
  await button(page, 'Run task').click();
  await submit(page);
  await refusal(page).getByText('No Container Instances were found in your cluster.').waitFor();
  assert.equal(await page.locator('.board .task').count(), 0);
  await end(opened);
});

test('C2: where no instance has the memory, the reason is told at once', async () => {
  const opened = await openHarbor([['t3.micro', 3]], 2048);
  const { page } = opened;
  await button(page, 'Run task').click();
  await submit(page);
  await refusal(page).getByText('RESOURCE:MEMORY').first().waitFor();
  assert.equal(await page.locator('.board .task').count(), 0);
  await end(opened);
});

test('C2: Fargate without capacity says so', async () => {
  const made = await world();
  made.define('web');
  const opened = await openRun(browser, site, made.export());
  const { page } = opened;
  const field = 'FARGATE or FARGATE_SPOT (empty: both)';
  await switchOn(page, 'NoFargateCapacity', { [field]: 'FARGATE' });
  await button(page, 'Run task').click();
  await submit(page);
  await refusal(page).getByText(/Capacity is unavailable at this time/).waitFor();
  assert.equal(await page.locator('.board .task').count(), 0);
  await end(opened);
});

test('C2: a capacity provider runs tasks on its own instances, and on no other', async () => {
  const made = await world();
  made.ask('Drydock.Declare', {
    autoScalingGroups: [{
      autoScalingGroupName: 'hosts', instanceType: 't3.medium', desiredCapacity: 1, maxSize: 1,
    }],
  });
  made.ask('CreateCapacityProvider', {
    name: 'hosts',
    autoScalingGroupProvider: {
      autoScalingGroupArn: 'hosts', managedScaling: { status: 'DISABLED' },
    },
  });
  made.ask('PutClusterCapacityProviders', {
    cluster: 'harbor', capacityProviders: ['hosts'], defaultCapacityProviderStrategy: [],
  });
  made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 1 });
  const container = { name: 'job', image: 'busybox', cpu: 1536, memory: 512 };
  made.ask('RegisterTaskDefinition', { family: 'job', containerDefinitions: [container] });
  made.pass(120);
  const opened = await openRun(browser, site, made.export());
  const { page } = opened;
  const runByProvider = async () => {
    await button(page, 'Run task').click();
    await choose(page, 'Launch type', 'Providers');
    await page.getByLabel(/^Strategy/).fill('hosts');
    await submit(page);
  };
  await runByProvider();
  await page.locator('.board .task').waitFor();
  const types = ['t3.medium', 'm5.large'];
  await becomes(() => Promise.all(types.map((type) => tasksOn(page, type))), [[1], [0]]);
  await runByProvider();
  await refusal(page).getByText('RESOURCE:CPU').waitFor();
  await choose(page, 'Launch type', 'EC2');
  await submit(page);
  await page.locator('.board .inst', { hasText: 'm5.large' }).locator('.task').waitFor();
  // The legend lies half under the words on the paused clock, until somebody scrolls there.
  await page.locator('.legend').evaluate((legend) => legend.scrollIntoView());
  await end(opened);
});

/** What the page tells of its only task: `{ state, title, waits, ended }`. */
async function told(page) {
  const all = async (selector) => (await page.locator(selector).allInnerTexts()).join();
  const lit = page.locator('.rail li:not(.zero)');
  return {
    state: await lit.evaluateAll((states) => states.map((one) => one.dataset.status).join()),
    title: await all('.who h3'),
    waits: await all('.wait p b'),
    ended: await all('.ended'),
  };
}

/** Presses "next event" until the task is in a state; what is told on the way. */
async function stepToState(page, state) {
  const way = [];
  for (let press = 0; press < 80; press += 1) {
    way.push(await told(page));
    if (way.at(-1).state === state) return way;
    await button(page, 'Next event').click();
  }
  return assert.fail(`never ${state}: ${JSON.stringify(way)}`);
}

test('C5: a task is seen in every state, each with what happens in it', async () => {
  const made = await world();
  made.define('web');
  made.serve('web', { desiredCount: 1, loadBalancers: made.balance() });
  const opened = await openRun(browser, site, made.export());
  const { page } = opened;
  await stepUntilTasks(page, (all) => all.length === 1);
  await page.locator('.board .task').click();
  await page.locator('.who h3').waitFor();
  const up = await stepToState(page, 'RUNNING');
  await stepUntil(page, page.getByText('has reached a steady state'));
  await selectService(page, 'web');
  await button(page, 'Update').click();
  await page.getByLabel('desiredCount').fill('0');
  await submit(page);
  await page.locator('.board .task').click();
  const way = [...up, ...await stepToState(page, 'STOPPED')];
  const states = way.map(({ state }) => state);
  assert.deepEqual([...new Set(states)], Object.keys(STATES));
  assert.deepEqual(way.map(({ title }) => title), states.map((state) => `web:1 is ${state}`));
  for (const [state, waits] of Object.entries(STATES)) {
    assert.ok(way.some((one) => one.state === state && one.waits === waits), `${state}: ${waits}`);
  }
  assert.match(way.at(-1).ended, /ServiceSchedulerInitiated: Scaling activity initiated by/);
  // ECS forgets a task an hour after it has stopped.
  await button(page, 'Terminal').click();
  await typed(page, 'drydock seek 2h');
  await page.getByText('This task does not exist at this moment.').waitFor();
  assert.equal(await page.locator('.board .task').count(), 0);
  await end(opened);
});

test('G10: tasks spread over the zones, where no strategy says otherwise', async () => {
  const opened = await openHarbor([['m5.large', 6]]);
  const { page } = opened;
  await button(page, 'Service').click();
  await createService(page, 6);
  await stepUntilTasks(page, (all) => all.length === 6);
  assert.deepEqual((await places(page)).zones, [2, 2, 2]);
  await end(opened);
});

test('G10: a strategy and a constraint change where tasks go', async () => {
  const opened = await openHarbor([['m5.large', 3], ['c5.large', 3]]);
  const { page } = opened;
  await button(page, 'Service').click();
  await unfoldPlacement(page);
  await button(page, 'Add strategy').click();
  await page.getByLabel('Type', { exact: true }).selectOption('binpack');
  await createService(page, 4);
  await stepUntilTasks(page, (all) => all.length === 4);
  const packed = await places(page);
  assert.deepEqual(packed.instances.filter((count) => count > 0), [4]);
  await button(page, 'Service').click();
  await unfoldPlacement(page);
  await constrain(page, 'attribute:ecs.instance-type =~ c5.*');
  await button(page, 'Add constraint').click();
  await page.locator('#service-placementConstraints-1-type').selectOption('distinctInstance');
  await createService(page, 4);
  await stepUntil(page, page.getByText('was unable to place a task'));
  assert.deepEqual(await tasksOn(page, 'm5.large'), [0, 0, 0]);
  assert.deepEqual(await tasksOn(page, 'c5.large'), [1, 1, 5]);
  await end(opened);
});

test('G11: a daemon has exactly one task on each instance that meets the constraints', async () => {
  const opened = await openHarbor([['m5.large', 3], ['c5.large', 2]]);
  const { page } = opened;
  await button(page, 'Service').click();
  await unfoldPlacement(page);
  await choose(page, 'Scheduling strategy', 'One per instance');
  for (const label of ['desiredCount', 'Placement strategy']) {
    assert.equal(await page.getByLabel(label).count(), 0, label);
  }
  await constrain(page, 'attribute:ecs.instance-type =~ m5.*');
  await createService(page);
  await stepUntilTasks(page, (all) => all.length === 3);
  assert.deepEqual([await tasksOn(page, 'm5.large'), await tasksOn(page, 'c5.large')],
    [[1, 1, 1], [0, 0]]);
  await button(page, 'Instances').click();
  await page.getByLabel('Instances', { exact: true }).fill('1');
  await submit(page);
  await stepUntilTasks(page, (all) => all.length === 4);
  assert.deepEqual([await tasksOn(page, 'm5.large'), await tasksOn(page, 'c5.large')],
    [[1, 1, 1, 1], [0, 0]]);
  await page.locator('.board .inst', { hasText: 'm5.large' }).first().getByRole('button').first()
    .click();
  await button(page, 'Drain').click();
  await stepUntilTasks(page, (all) => live(all).length === 3);
  assert.deepEqual(await tasksOn(page, 'm5.large'), [0, 1, 1, 1]);
  await end(opened);
});

test('G12: Fargate refuses a daemon', async () => {
  const made = await world();
  made.define('web');
  const opened = await openRun(browser, site, made.export());
  const { page } = opened;
  await button(page, 'Service').click();
  await unfoldPlacement(page);
  await choose(page, 'Scheduling strategy', 'One per instance');
  await submit(page);
  const reason = 'The daemon scheduling strategy is not supported with the FARGATE launch type';
  await refusal(page).getByText('InvalidParameterException').waitFor();
  await refusal(page).getByText(reason).waitFor();
  assert.equal(await page.getByLabel('Show a service').count(), 0);
  await end(opened);
});

test('the strip about a paused clock covers nothing of the board, and moves nothing', async () => {
  const made = await world();
  made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 6 });
  made.define('web');
  made.serve('web');
  made.pass(120);
  const still = await openRun(browser, site, made.export());
  const heights = (page) => page.locator('.board .plot').evaluateAll(
    (plots) => plots.map((plot) => plot.getBoundingClientRect().height),
  );
  const before = await heights(still.page);
  assert.equal(before.length, 6);
  assert.equal(await still.page.locator('.stands').count(), 0);
  await still.close();
  made.ask('UpdateService', { cluster: 'harbor', service: 'web', forceNewDeployment: true });
  const opened = await openRun(browser, site, made.export());
  const { page } = opened;
  await page.locator('.stands').waitFor();
  assert.deepEqual(await heights(page), before);
  const [board, strip] = await Promise.all(['.board', '.stands'].map(
    (part) => page.locator(part).boundingBox(),
  ));
  assert.ok(board.y + board.height <= strip.y, `${board.y} ${board.height} ${strip.y}`);
  await end(opened);
});
