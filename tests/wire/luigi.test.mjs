// luigi, whose pipelines run tasks of ECS, against the endpoint: its tasks as they are.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { needs, startWire } from './clients.mjs';

const python = process.env.WIRE_PYTHON ?? '';
const there = python === '' || existsSync(join(dirname(python), 'luigi'));
const skip = there ? needs('WIRE_PYTHON', 'luigi') : { skip: 'luigi is not installed' };
const pipeline = fileURLToPath(new URL('luigi_tasks.py', import.meta.url));

test('luigi runs tasks to their ends', skip, async () => {
  // ECS forgets a stopped task after an hour: three minutes here, as luigi may be slow to look.
  const wire = await startWire({ speed: 20 });
  const ask = async (action, body) => {
    const headers = { 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${action}` };
    const asked = await fetch(wire.url, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = await asked.json();
    assert.equal(asked.status, 200, `${action}: ${JSON.stringify(answer)}`);
    return answer;
  };
  try {
    await ask('CreateCluster', {});
    await ask('CreateCluster', { clusterName: 'harbor' });
    await ask('Drydock.AddInstances', { instanceType: 'm5.large' });
    await ask('RegisterTaskDefinition', {
      family: 'net',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'net', image: 'nginx' }],
    });
    const line = `AWS_ENDPOINT_URL_ECS=${wire.url} ${python} ${pipeline}`;
    const { output, code } = await wire.shell(line);
    assert.deepEqual([output.trim(), code], ['done refused', 0]);
    const stopped = { cluster: 'harbor', desiredStatus: 'STOPPED' };
    const { taskArns } = await ask('ListTasks', stopped);
    const { tasks: [task] } = await ask('DescribeTasks', { cluster: 'harbor', tasks: taskArns });
    assert.equal(task.stoppedReason, 'Essential container in task exited');
    assert.equal(task.containers[0].exitCode, 0);
    assert.deepEqual(task.overrides.containerOverrides[0].command, ['/bin/sleep', '30']);
  } finally {
    wire.close();
  }
});
