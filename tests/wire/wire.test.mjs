// The endpoint on the wire, by hand: headers, errors, the clock.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from './serve.mjs';

let server;
let address;
before(async () => {
  server = await serve({ settle: true });
  address = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

async function ask(action, body, path = '/', at = address) {
  const headers = { 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${action}` };
  const request = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(at + path, request);
  return { response, body: await response.json() };
}

const steer = (what, body = {}) => ask('', body, `/_drydock/${what}`);

test('answers as AWS JSON 1.1, with a request id', async () => {
  const { response, body } = await ask('CreateCluster', { clusterName: 'harbor' });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/x-amz-json-1.1');
  assert.match(response.headers.get('x-amzn-requestid'), /^[0-9a-f-]{36}$/);
  assert.equal(body.cluster.status, 'ACTIVE');
});

test('refuses with a type, a message and 400', async () => {
  const unknown = await ask('ListTasks', { cluster: 'nowhere' });
  assert.equal(unknown.response.status, 400);
  assert.deepEqual(unknown.body, {
    __type: 'ClusterNotFoundException',
    message: 'Cluster not found.',
  });
  assert.match((await ask('FlyToTheMoon', {})).body.__type, /UnknownOperationException/);
});

test('a clock that starts now does not lag behind the real one', async () => {
  for (const options of [{ settle: true }, { speed: 1 }, { speed: 60 }]) {
    const began = Date.now();
    const now = await serve({ ...options, start: 'now' });
    const url = `http://127.0.0.1:${now.address().port}`;
    const register = async () => {
      const container = { name: 'web', image: 'nginx', memory: 64 };
      const definition = { family: 'web', containerDefinitions: [container] };
      const { body } = await ask('RegisterTaskDefinition', definition, '/', url);
      return body.taskDefinition.registeredAt * 1000;
    };
    const before = Date.now();
    const first = await register();
    // However long that took, it is no later there than a clock of this speed can be.
    const latest = began + (Date.now() - began) * (options.speed ?? 1) + 1_000;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    const second = await register();
    now.close();
    assert.ok(first > before - 5 && first < latest, `${first} ${before} ${latest}`);
    assert.ok(second - first >= 45, `${second - first} ms`);
  }
});

/** Sends what no client of AWS would. */
async function send({ target = 'ListClusters', headers, ...options }) {
  const named = target && { 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${target}` };
  const init = { method: 'POST', headers: { ...named, ...headers }, ...options };
  const response = await fetch(address, init);
  return { status: response.status, text: await response.text() };
}

test('what is no request is refused as such', async () => {
  const type = ({ text }) => JSON.parse(text).__type;
  for (const body of ['{', '[]', '"text"', 'a=b', '{"maxResults": "ten"}']) {
    const answer = await send({ body });
    assert.deepEqual([answer.status, type(answer)], [400, 'SerializationException'], body);
  }
  assert.equal((await send({ body: '' })).status, 200);
  const other = await send({ target: '', headers: { 'x-amz-target': 'DynamoDB.ListTables' } });
  assert.deepEqual([other.status, type(other)], [400, 'UnknownOperationException']);
  assert.match(JSON.parse(other.text).message, /^DynamoDB.ListTables is no operation of /);
  const query = await send({ target: '', body: 'Action=DescribeInstances&Version=2016-11-15' });
  assert.equal(query.status, 400);
  const told = /^<Response><Errors><Error><Code>UnknownOperationException<.*DescribeInstances /;
  assert.match(query.text, told);
  const nothing = { status: 404, text: '<UnknownOperationException/>\n' };
  assert.deepEqual(await send({ target: '', body: '{}' }), nothing);
  assert.deepEqual(await send({ method: 'GET' }), nothing);
});

test('bodies of any size are answered', async () => {
  const long = (size) => JSON.stringify({ clusters: ['x'.repeat(size)] });
  const big = await send({ target: 'DescribeClusters', body: long(500_000) });
  assert.equal(big.status, 200);
  const tooBig = await send({ target: 'DescribeClusters', body: long(5_000_000) });
  assert.equal(tooBig.status, 413);
  assert.equal(JSON.parse(tooBig.text).__type, 'RequestEntityTooLargeException');
});

test('connections are kept, and many may ask at once', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const sockets = new Set();
  const one = () => new Promise((resolve, reject) => {
    const headers = { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListClusters' };
    const asked = request(address, { method: 'POST', headers, agent }, (response) => {
      response.resume().on('end', () => resolve(response.headers['x-amzn-requestid']));
    });
    asked.on('socket', (socket) => sockets.add(socket)).on('error', reject).end('{}');
  });
  const ids = await Promise.all(Array.from({ length: 200 }, one));
  agent.destroy();
  assert.equal(new Set(ids).size, 200);
  assert.equal(sockets.size, 4);
});

/** Runs a task on Fargate in a cluster of its own, as is asked of the endpoint `at`. */
async function runTask(subnet = 'subnet-0d0c1a00000000001', at = address) {
  await ask('CreateCluster', {}, '/', at);
  await ask('RegisterTaskDefinition', {
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'web', image: 'nginx:1.27' }],
  }, '/', at);
  return ask('RunTask', {
    taskDefinition: 'web',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: [subnet] } },
  }, '/', at);
}

test('settles after each change, and can be reset', async () => {
  const run = await runTask();
  assert.equal(run.body.tasks[0].lastStatus, 'PROVISIONING');
  const tasks = [run.body.tasks[0].taskArn];
  assert.equal((await ask('DescribeTasks', { tasks })).body.tasks[0].lastStatus, 'RUNNING');
  assert.deepEqual((await steer('advance', { seconds: 60 })).body, { advanced: 60 });
  assert.equal((await steer('advance', { seconds: -1 })).response.status, 400);
  await steer('reset');
  assert.deepEqual((await ask('ListClusters', {})).body.clusterArns, []);
});

test('a fault is switched on, and tasks meet it', async () => {
  await steer('reset');
  const unknown = await steer('fault', { type: 'FallsOverboard' });
  assert.equal(unknown.response.status, 400);
  assert.match(unknown.body.message, /^type should be one of .*ImageCannotBePulled/);
  const fault = { type: 'ImageCannotBePulled', image: 'nginx:1.27' };
  assert.equal((await steer('fault', fault)).response.status, 200);
  const run = await runTask();
  const tasks = [run.body.tasks[0].taskArn];
  const [task] = (await ask('DescribeTasks', { tasks })).body.tasks;
  assert.deepEqual([task.lastStatus, task.stopCode], ['STOPPED', 'TaskFailedToStart']);
  assert.match(task.stoppedReason, /^CannotPullContainerError: /);
  await steer('reset');
  await runTask();
  assert.equal((await ask('ListTasks', {})).body.taskArns.length, 1);
});

test('with --permissive requests name what nobody declared', async () => {
  const program = fileURLToPath(new URL('serve.mjs', import.meta.url));
  for (const [words, status] of [[[], 400], [['--permissive'], 200]]) {
    const started = spawn(process.execPath, [program, '--port', '0', '--settle', ...words]);
    const [said] = await once(started.stdout, 'data');
    const { body, response } = await runTask('subnet-0123456789abcdef0', /http:\S+/.exec(said)[0]);
    started.kill();
    assert.equal(response.status, status, JSON.stringify(body));
    if (status === 400) assert.match(body.message, /subnet-0123456789abcdef0/);
    else assert.equal(body.tasks[0].lastStatus, 'PROVISIONING');
  }
});

test('gives what EventBridge gets, from where one left off', async () => {
  await steer('reset');
  await ask('CreateCluster', {});
  await ask('Drydock.AddInstances', { instanceType: 't3.medium' });
  const { body: { next, events } } = await steer('events');
  assert.equal(events.length, 1);
  assert.equal(events[0].source, 'aws.ecs');
  const got = await (await fetch(`${address}/_drydock/events?since=${next}`)).json();
  assert.deepEqual(got, { next, events: [] });
});

test('each Region that requests are signed for is a run of its own', async () => {
  const signed = (region) => {
    const scope = `AKID/20260101/${region}/ecs/aws4_request`;
    return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, Signature=0` };
  };
  const list = async (headers) => JSON.parse((await send({ headers, body: '{}' })).text);
  const target = 'CreateCluster';
  const body = '{"clusterName": "elsewhere"}';
  const made = await send({ target, headers: signed('eu-west-1'), body });
  const arn = 'arn:aws:ecs:eu-west-1:123456789012:cluster/elsewhere';
  assert.equal(JSON.parse(made.text).cluster.clusterArn, arn);
  assert.deepEqual((await list(signed('eu-west-1'))).clusterArns, [arn]);
  const here = (await list(signed('us-east-1'))).clusterArns;
  assert.deepEqual([here.includes(arn), (await list()).clusterArns], [false, here]);
  const events = await fetch(`${address}/_drydock/events?region=eu-west-1`);
  assert.equal(events.status, 200);
});
