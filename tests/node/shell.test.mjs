// The shell of the engine module, as Node users drive it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import init, { Drydock } from '../../dist/engine/drydock.js';

await init();

const started = Date.parse('2026-01-01T00:00:00Z');

test('runs scripts with files, variables and time that last', async () => {
  const drydock = new Drydock();
  const shell = drydock.shell({ files: { 'list.txt': 'b\na\n', raw: new Uint8Array([104, 105]) } });
  const first = await shell.run('sort list.txt | tee sorted; x=$(cat raw); sleep 90; false');
  assert.deepEqual(first, { stdout: 'a\nb\n', stderr: '', exitCode: 1 });
  assert.equal(drydock.now() - started, 90_000);
  const second = await shell.run('echo $x; date +%T; nope');
  assert.equal(second.stdout, 'hi\n00:01:30\n');
  assert.equal(second.stderr, 'bash: line 1: nope: command not found\n');
  assert.equal(second.exitCode, 127);
  assert.equal(shell.read('sorted'), 'a\nb\n');
  assert.deepEqual(shell.files(), ['list.txt', 'raw', 'sorted']);
  assert.equal(shell.read('none'), undefined);
});

test('is on the run that it belongs to', async () => {
  const drydock = new Drydock({ seed: 3 });
  const shell = drydock.shell();
  drydock.call('CreateCluster', '{"clusterName": "default"}');
  const { stdout } = await shell.run('drydock instances add t3.medium 2 | wc -l; drydock seed');
  assert.equal(stdout, '2\n3\n');
  const list = JSON.parse(drydock.call('ListContainerInstances', '{}').body);
  assert.equal(list.containerInstanceArns.length, 2);
  assert.match(drydock.export(), /Drydock\.AddInstances/);
});

test('reaches a container when its task runs, and not before', async () => {
  const drydock = new Drydock();
  const ask = (action, body) => JSON.parse(drydock.call(action, JSON.stringify(body)).body);
  ask('CreateCluster', { clusterName: 'default' });
  const containerDefinitions = [{ name: 'web', image: 'nginx' }];
  ask('RegisterTaskDefinition', { family: 'web', networkMode: 'awsvpc', cpu: '256',
    memory: '512', requiresCompatibilities: ['FARGATE'], containerDefinitions });
  const subnets = ['subnet-0d0c1a00000000001'];
  ask('RunTask', { taskDefinition: 'web', launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets } } });
  const [arn] = ask('ListTasks', {}).taskArns;
  const name = () => ask('DescribeTasks', { tasks: [arn] }).tasks[0].attachments[0].details
    .find((detail) => detail.name === 'privateDnsName')?.value;
  while (name() === undefined) drydock.advance(1_000);
  const shell = drydock.shell();
  const script = `n=0; until curl -sf ${name()}; do sleep 5; n=$((n+1)); done; echo waited $n`;
  const { stdout, exitCode } = await shell.run(script);
  assert.match(stdout, /nginx runs here/);
  assert.match(stdout, /waited [1-9]/);
  assert.equal(exitCode, 0);
});

test('stops what does not end', async () => {
  const drydock = new Drydock();
  const shell = drydock.shell();
  const endless = await shell.run('echo a; while true; do :; done');
  assert.equal(endless.stdout, 'a\n');
  assert.match(endless.stderr, /stopped: it goes on and on/);
  assert.equal(endless.exitCode, 130);
  const over = await shell.run('sleep infinity');
  assert.match(over.stderr, /the simulated year is over/);
  const again = new Drydock().shell();
  const abort = new AbortController();
  const stopped = again.run('while sleep 1; do echo x; done', { signal: abort.signal });
  setTimeout(() => abort.abort(), 20);
  assert.equal((await stopped).exitCode, 130);
  assert.deepEqual(await again.run('echo alive'), { stdout: 'alive\n', stderr: '', exitCode: 0 });
});

test('takes what lies deep without a trap', async () => {
  const shell = new Drydock().shell();
  for (const script of ['f() { f; }; f', 'f() { echo $(f); }; f', 'f() { f | f; }; f',
    'f() { for i in 1; do if true; then { ( f ); }; fi; done; }; f', 'echo ' + '$('.repeat(500),
    `echo $(( ${'('.repeat(500)} ))`, 'f() { xargs -n1 eval f <<< a; }; f']) {
    await shell.run(script);
    assert.equal((await shell.run('command echo alive')).stdout, 'alive\n', script);
  }
});

test('aws finds files where the shell stands, and its settings in the home folder', async () => {
  const drydock = new Drydock();
  const files = { '.aws/config': '[profile quiet]\noutput = text\n' };
  const shell = drydock.shell({ files });
  await shell.run('mkdir lists; cd lists; printf harbor > name; cd ..');
  const create = 'aws ecs create-cluster --cluster-name file://name --query cluster.status';
  assert.equal((await shell.run(`cd lists; ${create}; cd ..`)).stdout, '"ACTIVE"\n');
  const { stdout } = await shell.run('aws ecs list-clusters --profile quiet --query clusterArns');
  assert.equal(stdout, 'arn:aws:ecs:us-east-1:123456789012:cluster/harbor\n');
  await shell.run('aws configure set region eu-west-1 --profile quiet');
  assert.equal(shell.read('.aws/config'), '[profile quiet]\noutput = text\nregion = eu-west-1\n');
});
