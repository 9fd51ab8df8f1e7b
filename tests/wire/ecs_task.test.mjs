// ecs-task, which deploys by a class in Python, against the endpoint: the program as it is.

import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { needs, startWire } from './clients.mjs';

const python = process.env.WIRE_PYTHON ?? '';
const lib = join(dirname(dirname(python)), 'lib');
const there = python === '' || readdirSync(lib).some((version) =>
  existsSync(join(lib, version, 'site-packages/ecs_task.py')));
const skip = there ? needs('WIRE_PYTHON', 'ecs-task') : { skip: 'ecs-task is not installed' };
const program = fileURLToPath(new URL('ecs_task_deploy.py', import.meta.url));

test('ecs-task deploys, tidies up and rolls back', skip, async () => {
  const wire = await startWire({ settle: true });
  const ask = async (action, body) => {
    const headers = { 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${action}` };
    const asked = await fetch(wire.url, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = await asked.json();
    assert.equal(asked.status, 200, `${action}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const run = async (words) => {
    const line = `AWS_ENDPOINT_URL_ECS=${wire.url} ${python} ${program} ${words}`;
    const { output, code } = await wire.shell(line);
    assert.equal(code, 0, output);
    return output;
  };
  try {
    await ask('CreateCluster', { clusterName: 'harbor' });
    await ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 2 });
    const container = { name: 'web', image: 'nginx:1', memory: 64 };
    await ask('RegisterTaskDefinition', { family: 'web', containerDefinitions: [container] });
    const service = { cluster: 'harbor', serviceName: 'web', taskDefinition: 'web' };
    await ask('CreateService', { ...service, desiredCount: 2 });
    await run('deploy 2');
    const again = await run('deploy 3');
    assert.match(again, /Deregistered task definition: .*:task-definition\/web:1\n/);
    assert.match(await run('rollback'), /Rolling back to task definition: web:2\n/);
    const named = { cluster: 'harbor', services: ['web'] };
    const { services: [web] } = await ask('DescribeServices', named);
    assert.match(web.taskDefinition, /\/web:2$/);
    assert.deepEqual([web.runningCount, web.deployments.length], [2, 1]);
    const stopped = { cluster: 'harbor', desiredStatus: 'STOPPED', family: 'web' };
    const { taskArns } = await ask('ListTasks', stopped);
    const { tasks } = await ask('DescribeTasks', { cluster: 'harbor', tasks: taskArns });
    const ended = tasks.filter(({ stopCode }) => stopCode === 'EssentialContainerExited');
    assert.deepEqual(ended.map(({ group }) => group), ['family:web', 'family:web']);
  } finally {
    wire.close();
  }
});
