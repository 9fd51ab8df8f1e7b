// What a button would do stands beside it as a command: to be read, copied, or typed instead, which
// makes those buttons pulse.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes, plain, type, unfold } from './rows.mjs';
import { WIDE, button, end, openRun, said, selectService, world } from './run.mjs';
import { stage } from './site.mjs';

const { browser, site } = await stage();

/** A service with a port on Fargate, and an instance. */
async function shop() {
  const made = await world();
  made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 1 });
  made.define('web');
  made.serve('web');
  made.pass(120);
  return made;
}

/** The section with this heading or fold. */
const section = (page, text) => page.locator('section.sect', { hasText: text }).last();

/** The commands in a part of the page, each as a line. */
async function commands(part) {
  const lines = await part.locator('.cli .line').allInnerTexts();
  return lines.map(plain);
}

/** The same, once there are any. */
async function given(part) {
  await part.locator('.cli .line').first().waitFor();
  return commands(part);
}

/** The last command of the run, as the script of it says it. */
async function last(page) {
  const script = await type(page, "drydock script | grep -v '^sleep' | tail -n 1");
  return script.replace(/ > \/dev\/null\n$/, '');
}

test('traffic is said before it is sent, line by line with its fields', async () => {
  const made = await shop();
  const opened = await openRun(browser, site, made.export(), {
    ...WIDE, permissions: ['clipboard-read', 'clipboard-write'],
  });
  const { page } = opened;
  await selectService(page, 'web');
  await unfold(page, 'Send requests');
  const traffic = section(page, 'Send requests');
  await unfold(traffic, 'As commands');
  const none = 'drydock traffic set --cluster harbor --service web';
  await becomes(() => commands(traffic), [none, none]);
  await page.getByLabel('Requests a minute').fill('ramp 0 600 10m');
  const said = `${none} --rate 'ramp 0 600 10m' --routing round_robin`;
  await becomes(() => commands(traffic), [said, none]);
  await traffic.getByRole('button', { name: 'Copy command' }).first().click();
  await becomes(() => page.evaluate(() => navigator.clipboard.readText()), said);
  await button(page, 'Send requests').click();
  await button(page, 'Terminal').click();
  await becomes(() => last(page), said);
  // Typed it does the same, and the buttons that do so pulse.
  const pulses = traffic.evaluate((part) => new Promise((done) => {
    new MutationObserver(() => done(part.className))
      .observe(part, { attributes: true, attributeFilter: ['class'] });
  }));
  await type(page, said);
  assert.match(await pulses, /\bpulse\b/);
  await end(opened);
});

test('scaling is said in the commands of AWS, one for each of its steps', async () => {
  const made = await shop();
  const opened = await openRun(browser, site, made.export());
  const { page } = opened;
  await selectService(page, 'web');
  await unfold(page, 'Track a target');
  const scaling = section(page, 'Auto scaling');
  await unfold(scaling, 'As commands');
  await page.getByLabel('MaxCapacity').fill('6');
  const target = '--service-namespace ecs --resource-id service/harbor/web '
    + '--scalable-dimension ecs:service:DesiredCount';
  const [bounds, policy, end_] = await given(scaling);
  const aws = 'aws application-autoscaling';
  assert.equal(bounds, `${aws} register-scalable-target ${target} --min-capacity 1 `
    + '--max-capacity 6');
  assert.match(policy, new RegExp(`^${aws} put-scaling-policy ${target} --policy-name target`));
  assert.equal(end_, `${aws} deregister-scalable-target ${target}`);
  await button(page, 'Terminal').click();
  await type(page, bounds);
  await type(page, policy);
  await scaling.getByText('1 to 6').waitFor();
  await button(page, 'Scale no more').click();
  await becomes(() => last(page), end_);
  await end(opened);
});

test('lists say a command for each of their rows', async () => {
  const made = await shop();
  made.define('job');
  made.ask('Drydock.InjectFault', { type: 'SlowPull', image: 'nginx' });
  const opened = await openRun(browser, site, made.export());
  const { page } = opened;
  await button(page, 'Faults 1').click();
  const on = section(page, 'Switched on');
  await unfold(on, 'As a command');
  const [clear] = await given(on);
  assert.match(clear, /^drydock faults clear [0-9]+$/);
  await on.getByRole('button', { name: 'Clear', exact: true }).click();
  await becomes(() => commands(on), []);
  await button(page, 'Terminal').click();
  await becomes(() => last(page), clear);
  await page.locator('.left .chip.act').click();
  const panel = page.getByRole('group', { name: 'Registered revisions' });
  await unfold(panel, 'As commands');
  const aws = 'aws ecs deregister-task-definition --task-definition';
  assert.deepEqual((await given(panel)).sort(), [`${aws} job:1`, `${aws} web:1`]);
  await panel.getByRole('button', { name: 'Deregister job:1' }).click();
  await becomes(() => last(page), `${aws} job:1`);
  await end(opened);
});

test('what the inspector and its foot do is said at its end', async () => {
  const made = await shop();
  const opened = await openRun(browser, site, made.export());
  const { page } = opened;
  await page.locator('.board .task').first().click();
  const [describe, stop] = await given(section(page, 'Same in the CLI'));
  assert.match(describe, /^aws ecs describe-tasks --cluster harbor --tasks [0-9a-f]{32}$/);
  const task = describe.split(' ').at(-1);
  assert.equal(stop, `aws ecs stop-task --cluster harbor --task ${task} `
    + "--reason 'Stopped by hand'");
  await button(page, 'Stop task').click();
  await button(page, 'Terminal').click();
  await becomes(() => last(page), stop);
  await end(opened);
});

test('the first thing in no cluster is said with the cluster that it makes', async () => {
  const made = await world();
  made.ask('DeleteCluster', { cluster: 'harbor' });
  const gone = (page) => said(page, 'aws ecs delete-cluster').first();
  const opened = await openRun(browser, site, made.export(), WIDE, gone);
  const { page } = opened;
  await button(page, 'Instances').click();
  const [cluster, add] = await given(section(page, 'Same in the CLI'));
  assert.equal(cluster, 'aws ecs create-cluster --cluster-name harbor');
  assert.equal(add, 'drydock instances add --cluster harbor --type m5.large --count 3 '
    + '--zones us-east-1a us-east-1b us-east-1c');
  await page.locator('button[type=submit][form=instances]').click();
  await button(page, 'Terminal').click();
  await becomes(() => last(page), add);
  assert.match(await type(page, 'drydock help'), /^ {2}traffic set /m);
  await end(opened);
});
