// A load balancer at work: requests go to the targets that are healthy, each with its share, and
// a deployment that is bad shows in what fails.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes, fact, plain, submit, type, unfold } from './rows.mjs';
import { button, openRun, selectService, world } from './run.mjs';
import { axeFindings, stage } from './site.mjs';

const { browser, site } = await stage();

const ARN = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/0123456789abcdef';

/** A web server that needs 20 ms of a vCPU for a request. */
function define(made, labels = {}) {
  made.ask('RegisterTaskDefinition', {
    family: 'web', cpu: '512', memory: '512',
    containerDefinitions: [{
      name: 'web', image: 'nginx', portMappings: [{ containerPort: 80 }],
      dockerLabels: { 'drydock.cpu': 'requests 20ms', ...labels },
    }],
  });
}

/** Two of it behind a load balancer, on two instances. */
async function shop() {
  const made = await world();
  made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 2 });
  define(made);
  made.ask('Drydock.Declare', { targetGroups: [{
    targetGroupArn: ARN, targetGroupName: 'shop', targetType: 'instance',
    healthCheckIntervalSeconds: 10, deregistrationDelaySeconds: 20,
  }] });
  made.ask('CreateService', {
    cluster: 'harbor', serviceName: 'web', taskDefinition: 'web', desiredCount: 2,
    loadBalancers: [{ targetGroupArn: ARN, containerName: 'web', containerPort: 80 }],
  });
  made.pass(120);
  return made;
}

/** The page with the service in front, the terminal open, and 1200 requests a minute sent. */
async function openShop(made) {
  const opened = await openRun(browser, site, made.export());
  const { page } = opened;
  await selectService(page, 'web');
  await unfold(page, 'Send requests');
  await page.getByLabel('Requests a minute').fill('1200');
  await button(page, 'Send requests').click();
  await page.getByText('1200 a minute, round_robin').waitFor();
  await button(page, 'Terminal').click();
  await page.getByLabel('Colour:').selectOption({ label: 'CPU in use' });
  return opened;
}

/** Changes the service by its form. */
async function update(page, change) {
  await selectService(page, 'web');
  await button(page, 'Update').click();
  await change(page.getByRole('form', { name: 'Update service' }));
  await submit(page);
}

/** Goes on to a moment of simulated time. */
const goTo = (page, moment) => type(page, `drydock seek ${moment}`);
const lastMinute = (page) => fact(page, 'last minute');

/** What the tasks use that run, each with its revision. */
async function inUse(page) {
  const labels = await page.locator('.board .task').evaluateAll(
    (all) => all.map((one) => one.getAttribute('aria-label')),
  );
  const found = labels.map((label) => (
    label.match(/^(web:\d).* status RUNNING.* (\d+) of 512 CPU units in use/)));
  return found.filter(Boolean).map(([, name, units]) => `${name} ${units}`).sort();
}

test('requests are spread over the targets that are healthy', async () => {
  const { page, faults, close } = await openShop(await shop());
  await goTo(page, '4m');
  await becomes(() => lastMinute(page), '1 200 requests, 0 % failed, 20 ms each');
  // 1200 times 20 ms are 410 units: half of it each, beside the 2 of a server without work.
  await becomes(() => inUse(page), ['web:1 207', 'web:1 207']);
  await page.locator('.board .task').first().click();
  await button(page, 'Stop task').click();
  // The one that replaces it runs, but no health check has told so yet.
  await goTo(page, '00:04:30');
  await becomes(() => inUse(page), ['web:1 2', 'web:1 412']);
  await goTo(page, '6m');
  await becomes(() => inUse(page), ['web:1 207', 'web:1 207']);
  await update(page, (form) => form.getByLabel('desiredCount').fill('4'));
  await goTo(page, '8m');
  const quarter = 'web:1 105';
  await becomes(() => inUse(page), [quarter, quarter, quarter, quarter]);
  await becomes(() => lastMinute(page), '1 200 requests, 0 % failed, 20 ms each');
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('a deployment that is bad shows in the share of requests that fail', async () => {
  const made = await shop();
  // Its tasks pass the health check, and need a thousand times as long for a request.
  define(made, { 'drydock.cpu': 'requests 20s' });
  const { page, faults, close } = await openShop(made);
  await goTo(page, '4m');
  await becomes(() => lastMinute(page), '1 200 requests, 0 % failed, 20 ms each');
  await update(page, (form) => form.getByLabel('Task definition').selectOption('web:2'));
  await goTo(page, '5m');
  await becomes(() => lastMinute(page), '1 200 requests, 16.7 % failed, 20 ms each');
  await goTo(page, '6m');
  await becomes(() => lastMinute(page), '1 200 requests, 100 % failed');
  await becomes(() => inUse(page), ['web:2 512', 'web:2 512']);
  const lane = page.locator('.right .step-lanes .lab', { hasText: 'of these failed' });
  await becomes(async () => plain(await lane.locator('small').innerText()), '1 200');
  // The load balancer calls them healthy: nothing but the requests tells.
  const counts = page.locator('.right table.numbers', { hasText: 'Unhealthy' }).locator('td');
  await becomes(() => counts.allInnerTexts(), ['0', '2', '0', '0']);
  await update(page, (form) => form.getByLabel('Task definition').selectOption('web:1'));
  await goTo(page, '9m');
  await becomes(() => lastMinute(page), '1 200 requests, 0 % failed, 20 ms each');
  assert.deepEqual(faults, []);
  await close();
});
