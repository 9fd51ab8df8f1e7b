// The form that creates and updates a service: three fields are enough, everything else is folded
// away, and what it shows is what the service then has.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { button, end, openRun, selectService, submit, world } from './run.mjs';
import { becomes, type } from './rows.mjs';
import { axeFindings, stage } from './site.mjs';

const { browser, site } = await stage();

const ROLE = 'arn:aws:iam::123456789012:role/ecsTaskRole';
const REGISTRY = 'arn:aws:servicediscovery:us-east-1:123456789012:service/srv-0123456789abcdef';
const LATTICE = 'arn:aws:vpc-lattice:us-east-1:123456789012:targetgroup/tg-0123456789abcdef0';
const HOOK = 'arn:aws:lambda:us-east-1:123456789012:function:smoke';
const PORTS = [{ containerPort: 80, name: 'http' }, { containerPort: 8080, name: 'admin' }];

/** A page with a definition for Fargate; `more` has further members of it. */
async function openForm(more = {}, container = {}, prepare = () => {}) {
  const made = await world();
  made.ask('RegisterTaskDefinition', {
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '1024',
    taskRoleArn: ROLE,
    containerDefinitions: [{ name: 'app', image: 'nginx', portMappings: PORTS, ...container }],
    ...more,
  });
  prepare(made);
  const opened = await openRun(browser, site, made.export());
  return { ...opened, form: opened.page.getByRole('form', { name: /service$/ }) };
}

async function openCreate(...how) {
  const opened = await openForm(...how);
  await button(opened.page, 'Service').click();
  await opened.form.waitFor();
  return opened;
}

const group = (page, name) => page.locator('details.group', { hasText: name }).first();
const unfold = (page, name) => page.locator('summary', { hasText: name }).click();
const summary = (page, name) => page.locator('summary', { hasText: name }).locator('.set');
const field = (page, place) => page.locator(`#service-${place.replaceAll('.', '-')}`);
const command = (page) => page.locator('.right .cli code').innerText();

/** Fills in fields by their places. */
async function fill(page, values) {
  for (const [place, value] of Object.entries(values)) await field(page, place).fill(value);
}

/** What DescribeServices says of the service, asked in the terminal. */
async function described(page, query) {
  const terminal = button(page, 'Terminal');
  if (!await page.locator('.prompt textarea').isVisible()) await terminal.click();
  const asked = 'aws ecs describe-services --cluster harbor --services web --include TAGS';
  return JSON.parse(await type(page, `${asked} --output json --query '${query}'`));
}

/** Sends the form; it closes once that was granted. */
async function send({ page, form }) {
  await submit(page);
  await form.waitFor({ state: 'detached' });
}

test('three fields make a service', async () => {
  const opened = await openCreate();
  const { page, form } = opened;
  const fields = form.locator('input:visible, select:visible, textarea:visible');
  const ids = await fields.evaluateAll((all) => all.map((one) => one.id));
  assert.deepEqual(ids, ['serviceName', 'taskDefinition', 'desiredCount'].map(
    (name) => `service-${name}`,
  ));
  assert.equal(await field(page, 'taskDefinition').inputValue(), 'web:1');
  await form.getByRole('button', { name: 'Fargate', pressed: true }).waitFor();
  await becomes(() => summary(page, /^Load balancing/).innerText(), 'none');
  assert.deepEqual(await axeFindings(page), []);
  await fill(page, { serviceName: 'web', desiredCount: '1' });
  const line = await command(page);
  assert.match(line, /^aws ecs create-service --cluster harbor --service-name web /);
  await send(opened);
  const counts = await described(page, 'services[0].[serviceName,desiredCount,launchType]');
  assert.deepEqual(counts, ['web', 1, 'FARGATE']);
  await end(opened);
});

test('what is filled in and folded away again is sent, and is what the service has', async () => {
  const opened = await openCreate();
  const { page, form } = opened;
  await unfold(page, /^Networking/);
  await form.getByLabel(/^web/).check();
  await unfold(page, /^Networking/);
  await form.getByLabel(/^web/).waitFor({ state: 'detached' });
  await unfold(page, /^Load balancing/);
  for (let time = 0; time < 2; time += 1) await button(page, 'Add load balancer').click();
  await field(page, 'loadBalancers.0.targetGroupArn').selectOption({ label: 'web-blue' });
  await field(page, 'loadBalancers.1.targetGroupArn').selectOption({ label: 'web-green' });
  await field(page, 'loadBalancers.1.containerPort').selectOption('8080');
  await fill(page, { healthCheckGracePeriodSeconds: '30' });
  await unfold(page, /^Service discovery/);
  await button(page, 'Add registry').click();
  await fill(page, { 'serviceRegistries.0.registryArn': REGISTRY });
  await unfold(page, /^Service Connect/);
  await form.getByLabel('Use Service Connect').check();
  await fill(page, { 'serviceConnectConfiguration.namespace': 'harbor' });
  await button(page, 'Add service').click();
  await fill(page, {
    'serviceConnectConfiguration.services.0.discoveryName': 'web',
    'serviceConnectConfiguration.services.0.clientAliases.0.dnsName': 'web.local',
  });
  await field(page, 'serviceConnectConfiguration.logConfiguration.logDriver')
    .selectOption('awslogs');
  await fill(page, {
    'serviceConnectConfiguration.logConfiguration.options': 'awslogs-group=/ecs/proxy',
  });
  await unfold(page, /^VPC Lattice/);
  await button(page, 'Add target group').click();
  await fill(page, { 'vpcLatticeConfigurations.0.targetGroupArn': LATTICE });
  await unfold(page, /^Tags/);
  await button(page, 'Add tag').click();
  await fill(page, { 'tags.0.key': 'team', 'tags.0.value': 'harbour' });
  await form.getByLabel('Tasks get tags').selectOption('SERVICE');
  await form.getByLabel(/^enableECSManagedTags/).check();
  await unfold(page, /^Platform/);
  await form.getByLabel(/^enableExecuteCommand/).check();
  await becomes(() => summary(page, /^Load balancing/).innerText(), 'web-blue, web-green');
  assert.deepEqual(await axeFindings(page), []);
  const line = await command(page);
  for (const flag of ['load-balancers', 'service-registries', 'tags', 'propagate-tags',
    'service-connect-configuration', 'vpc-lattice-configurations', 'enable-execute-command']) {
    assert.ok(line.includes(` --${flag}`), `${flag} in ${line}`);
  }
  await send(opened);
  const row = await described(page, 'services[0]');
  const [{ serviceConnectConfiguration: connect, vpcLatticeConfigurations }] = row.deployments;
  const { securityGroups } = row.networkConfiguration.awsvpcConfiguration;
  assert.deepEqual(securityGroups, ['sg-0d0c1a00000000002']);
  const balancers = row.loadBalancers.map((one) => [
    one.targetGroupArn.split('/')[1], one.containerName, one.containerPort,
  ]);
  assert.deepEqual(balancers, [['web-blue', 'app', 80], ['web-green', 'app', 8080]]);
  assert.equal(row.healthCheckGracePeriodSeconds, 30);
  assert.deepEqual(row.serviceRegistries, [{ registryArn: REGISTRY }]);
  assert.deepEqual(connect, {
    enabled: true,
    namespace: 'harbor',
    services: [{
      portName: 'http',
      clientAliases: [{ port: 80, dnsName: 'web.local' }],
      discoveryName: 'web',
    }],
    logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/ecs/proxy' } },
  });
  assert.equal(vpcLatticeConfigurations[0].targetGroupArn, LATTICE);
  assert.deepEqual(row.tags, [{ key: 'team', value: 'harbour' }]);
  assert.deepEqual(
    [row.propagateTags, row.enableECSManagedTags, row.enableExecuteCommand],
    ['SERVICE', true, true],
  );
  await end(opened);
});

test('a Classic Load Balancer has a name, and ECS a role for it', async () => {
  const made = await world();
  made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 1 });
  const portMappings = [{ containerPort: 80, hostPort: 8080 }];
  const container = { name: 'app', image: 'nginx', memory: 64, portMappings };
  made.ask('RegisterTaskDefinition', { family: 'web', containerDefinitions: [container] });
  const { page, faults, close } = await openRun(browser, site, made.export());
  const form = page.getByRole('form', { name: 'Create service' });
  await button(page, 'Service').click();
  await unfold(page, /^Load balancing/);
  await button(page, 'Add load balancer').click();
  await field(page, 'loadBalancers.0.targetGroupArn').selectOption('');
  await field(page, 'loadBalancers.0.loadBalancerName').selectOption('web-classic');
  await field(page, 'role').selectOption({ label: 'ecsTaskRole' });
  await fill(page, { desiredCount: '1' });
  await send({ page, form });
  const row = await described(page, 'services[0].[loadBalancers,roleArn]');
  assert.deepEqual(row, [
    [{ loadBalancerName: 'web-classic', containerName: 'app', containerPort: 80 }], ROLE,
  ]);
  assert.deepEqual(faults, []);
  await close();
});

test('a lifecycle hook has a role of its own', async () => {
  const opened = await openCreate();
  const { page } = opened;
  await unfold(page, /^Deployment/);
  await page.getByLabel('Strategy', { exact: true }).selectOption('CANARY');
  const canary = 'deploymentConfiguration.canaryConfiguration.canary';
  await fill(page, { [`${canary}Percent`]: '12.5', [`${canary}BakeTimeInMinutes`]: '2' });
  await unfold(page, /^Load balancing/);
  await button(page, 'Add load balancer').click();
  await button(page, 'Add hook').click();
  const hook = 'deploymentConfiguration.lifecycleHooks.0';
  await field(page, `${hook}.targetType`).selectOption('AWS_LAMBDA');
  await fill(page, { [`${hook}.hookTargetArn`]: HOOK });
  await field(page, `${hook}.roleArn`).selectOption({ label: 'ecsTaskRole' });
  await send(opened);
  const row = await described(page, 'services[0].deploymentConfiguration');
  assert.deepEqual(row.canaryConfiguration, { canaryPercent: 12.5, canaryBakeTimeInMinutes: 2 });
  const [{ targetType, hookTargetArn, roleArn }] = row.lifecycleHooks;
  assert.deepEqual([targetType, hookTargetArn, roleArn], ['AWS_LAMBDA', HOOK, ROLE]);
  await end(opened);
});

test('a volume that the definition leaves to the launch is asked for by itself', async () => {
  const opened = await openCreate(
    { volumes: [{ name: 'data', configuredAtLaunch: true }] },
    { mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] },
  );
  const { page } = opened;
  const volumes = group(page, /^Volumes/);
  await volumes.getByText(/configuredAtLaunch volume but no volume/).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await button(page, 'Add volume').click();
  await volumes.locator('.wrong').waitFor({ state: 'detached' });
  await fill(page, { 'volumeConfigurations.0.managedEBSVolume.sizeInGiB': '40' });
  await volumes.locator('summary', { hasText: /^More/ }).click();
  await field(page, 'volumeConfigurations.0.managedEBSVolume.encrypted').check();
  await send(opened);
  const [volume] = await described(page, 'services[0].deployments[0].volumeConfigurations');
  assert.equal(volume.name, 'data');
  assert.deepEqual([volume.managedEBSVolume.sizeInGiB, volume.managedEBSVolume.encrypted],
    [40, true]);
  await end(opened);
});

test('an error opens its group and stands at its field', async () => {
  const opened = await openCreate();
  const { page, form } = opened;
  await fill(page, { desiredCount: 'two' });
  await form.getByText('“two” is no number.').waitFor();
  assert.equal(await field(page, 'desiredCount').getAttribute('aria-invalid'), 'true');
  const note = await field(page, 'desiredCount').getAttribute('aria-describedby');
  assert.match(await page.locator(`#${note}`).innerText(), /no number/);
  await fill(page, { desiredCount: '2' });
  await form.locator('.wrong').waitFor({ state: 'detached' });
  await unfold(page, /^Load balancing/);
  await button(page, 'Add load balancer').click();
  await page.locator('#service-loadBalancers-0 select').first().and(page.locator(':focus'))
    .waitFor();
  await unfold(page, /^Load balancing/);
  await form.getByLabel('Target group').waitFor({ state: 'detached' });
  await unfold(page, /^Deployment/);
  await fill(page, { 'deploymentConfiguration.minimumHealthyPercent': '101' });
  const wrong = page.locator('#service-deploymentConfiguration-minimumHealthyPercent-note');
  await wrong.getByText(/at most 100/).waitFor();
  await unfold(page, /^Deployment/);
  await becomes(() => summary(page, /^Deployment/).innerText(), 'rolling, 101 to 200 %');
  await page.locator('summary', { hasText: /^Deployment/ }).getByText(/^1.error$/).waitFor();
  await unfold(page, /^Load balancing/);
  await button(page, 'Remove load balancer 1').click();
  await button(page, 'Add load balancer').and(page.locator(':focus')).waitFor();
  await end(opened);
});

test('an update sends what was changed, and says why the rest stays', async () => {
  const opened = await openForm({}, {}, (made) => made.serve('web', { desiredCount: 1 }));
  const { page, form } = opened;
  await selectService(page, 'web');
  await button(page, 'Update').click();
  await form.waitFor();
  await page.getByText('Nothing is changed yet.').waitFor();
  assert.equal(await page.locator('button[type=submit][form]').isEnabled(), false);
  await form.getByText(/capacity provider strategy in its place/).waitFor();
  assert.equal(await form.getByRole('button', { name: 'Fargate' }).count(), 0);
  await unfold(page, /^Networking/);
  await form.getByLabel(/^us-east-1b/).check();
  await becomes(async () => (await command(page)).replace(/\s+/g, ' ').trim(), 'aws ecs '
    + 'update-service --cluster harbor --service web --network-configuration '
    + "'awsvpcConfiguration={subnets=[subnet-0d0c1a00000000001,subnet-0d0c1b00000000002]}'");
  assert.deepEqual(await axeFindings(page), []);
  await send(opened);
  const { subnets } = await described(
    page, 'services[0].networkConfiguration.awsvpcConfiguration',
  );
  assert.deepEqual(subnets, ['subnet-0d0c1a00000000001', 'subnet-0d0c1b00000000002']);
  await end(opened);
});

test('an update changes where tasks go, and nothing else', async () => {
  const made = await world();
  made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 2 });
  made.ask('RegisterTaskDefinition', {
    family: 'web', containerDefinitions: [{ name: 'app', image: 'nginx', memory: 128 }],
  });
  made.ask('CreateService', {
    cluster: 'harbor', serviceName: 'web', taskDefinition: 'web', desiredCount: 3,
    tags: [{ key: 'team', value: 'harbour' }],
  });
  const { page, faults, close } = await openRun(browser, site, made.export());
  const form = page.getByRole('form', { name: 'Update service' });
  await selectService(page, 'web');
  await button(page, 'Update').click();
  await unfold(page, /^Tags/);
  await form.getByText('key=team, value=harbour').waitFor();
  await unfold(page, /^Scheduling/);
  await button(page, 'Add strategy').click();
  await field(page, 'placementStrategy.0.type').selectOption('binpack');
  await button(page, 'Add constraint').click();
  await fill(page, { 'placementConstraints.0.expression': 'attribute:ecs.instance-type =~ m5.*' });
  assert.deepEqual(await axeFindings(page), []);
  const line = await command(page);
  assert.match(line, /--placement-constraints .*--placement-strategy|--placement-strategy .*--pla/);
  assert.doesNotMatch(line, /desired-count|deployment-configuration|tags/);
  await send({ page, form });
  const row = await described(page, 'services[0]');
  assert.deepEqual(row.placementStrategy, [{ type: 'binpack', field: 'MEMORY' }]);
  assert.deepEqual(row.placementConstraints, [
    { type: 'memberOf', expression: 'attribute:ecs.instance-type =~ m5.*' },
  ]);
  assert.equal(row.desiredCount, 3);
  assert.deepEqual(faults, []);
  await close();
});
