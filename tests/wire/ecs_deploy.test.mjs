// ecs-deploy, a program that others wrote for ECS, against the endpoint: its command as it is.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { needs, startWire } from './clients.mjs';

const python = process.env.WIRE_PYTHON ?? '';
const program = join(dirname(python), 'ecs');
const there = python === '' || existsSync(program);
const skip = there ? needs('WIRE_PYTHON', 'ecs-deploy') : { skip: 'ecs-deploy is not installed' };

let wire;
before(async () => {
  wire = await startWire({ settle: true });
  await ask('CreateCluster', {});
  await ask('Drydock.AddInstances', { count: 2, instanceType: 'm5.large' });
  await ask('RegisterTaskDefinition', {
    family: 'shop',
    containerDefinitions: [
      { name: 'app', image: 'shop:1', memory: 128, environment: [{ name: 'A', value: '1' }] },
      { name: 'side', image: 'side:1', memory: 64, essential: false },
    ],
    tags: [{ key: 'team', value: 'shop' }],
  });
  await ask('CreateService', { serviceName: 'shop', taskDefinition: 'shop', desiredCount: 2 });
});
after(() => wire.close());

async function ask(action, body) {
  const headers = { 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${action}` };
  const request = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(wire.url, request);
  assert.equal(response.status, 200, action);
  return response.json();
}

async function ecs(line, expected = 0) {
  const { output, code } = await wire.shell(`AWS_ENDPOINT_URL_ECS=${wire.url} ${program} ${line}`);
  assert.equal(code, expected, `ecs ${line}\n${output}`);
  return output;
}

async function running() {
  const { services } = await ask('DescribeServices', { services: ['shop'] });
  const [{ taskDefinition, runningCount }] = services;
  const described = await ask('DescribeTaskDefinition', { taskDefinition, include: ['TAGS'] });
  return { runningCount, ...described };
}

test('ecs-deploy', skip, async (all) => {
  await all.test('deploys what is there again, roles or none', async () => {
    const said = await ecs('deploy default shop --timeout 60');
    assert.match(said, /Deployment successful/);
    assert.match(said, /Deregister task definition revision/);
    const { taskDefinition, tags } = await running();
    assert.deepEqual(
      [taskDefinition.revision, taskDefinition.taskRoleArn, tags],
      [2, undefined, [{ key: 'team', value: 'shop' }]],
    );
  });

  await all.test('changes images, commands and variables', async () => {
    const options = '-i app shop:2 -c side "sleep 5" -e app B 2 --memory app 96';
    await ecs(`deploy default shop ${options} --timeout 60`);
    const { taskDefinition, runningCount } = await running();
    const [app, side] = taskDefinition.containerDefinitions;
    assert.equal(runningCount, 2);
    assert.deepEqual([app.image, app.memory, side.command], ['shop:2', 96, ['sleep', '5']]);
    assert.deepEqual(app.environment.map(({ name }) => name), ['A', 'B']);
    assert.match(await ecs('diff shop 2 3'), /shop:2/);
  });

  await all.test('scales, and runs tasks of its own', async () => {
    assert.match(await ecs('scale default shop 3 --timeout 60'), /Scaling successful/);
    assert.equal((await running()).runningCount, 3);
    assert.match(await ecs('run default shop 2 -c app date'), /Successfully started 2 instances/);
  });

  await all.test('goes back from what does not start', async () => {
    await ask('Drydock.InjectFault', { type: 'ImageCannotBePulled', image: 'broken:1' });
    const before = (await running()).taskDefinition.containerDefinitions[0].image;
    await ecs('deploy default shop -i app broken:1 --timeout 3 --rollback', 1);
    const { taskDefinition, runningCount } = await running();
    assert.deepEqual([taskDefinition.containerDefinitions[0].image, runningCount], [before, 3]);
  });

  await all.test('tells what is not there', async () => {
    const gone = await ecs('deploy default nothing --timeout 3', 1);
    assert.match(gone, /An error occurred when describing services|MISSING|not found/i);
    assert.match(await ecs('deploy nowhere shop --timeout 3', 1), /Cluster not found/);
    assert.match(await ecs('run default nothing 1', 1), /Unknown task definition|not found/i);
  });
});
