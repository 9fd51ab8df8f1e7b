// The engine as a module, as Node users import it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import init, { Drydock, check } from '../../dist/engine/drydock.js';
import { play } from '../scenario.mjs';

await init();

const started = Date.parse('2026-01-01T00:00:00Z');
const fixture = new URL('../fixtures/determinism.json', import.meta.url);

test('may be initialised again, and at once', async () => {
  await Promise.all([init(), init()]);
  assert.equal(new Drydock().now(), started);
});

test('says plainly what is missing before it is initialised', () => {
  const module = new URL('../../dist/engine/drydock.js', import.meta.url);
  const script = `import { Drydock } from '${module}';
    try { new Drydock() } catch (error) { console.log(error.message) }`;
  const words = ['--input-type=module', '--eval', script];
  const printed = execFileSync(process.execPath, words, { encoding: 'utf8' });
  assert.equal(printed.trim(), 'await init() before using Drydock');
});

test('answers bad input as ECS would and throws nothing', () => {
  const drydock = new Drydock();
  const inputs = [[], ['Nope', '{}'], ['CreateCluster', '{'], ['CreateCluster', '[]'],
    ['CreateCluster', 5], [{}, {}], ['CreateCluster', '{"clusterName": "a b"}'],
    ['CreateCluster', '['.repeat(100_000)], ['\n', '\u0000'], ['CreateCluster', '"\ud800"']];
  for (const input of inputs) {
    const { status, body } = drydock.call(...input);
    assert.equal(status, 400);
    assert.match(JSON.parse(body).__type, /Exception$/);
  }
  const { status, body } = drydock.call('CreateCluster');
  assert.equal(status, 200);
  assert.equal(JSON.parse(body).cluster.clusterName, 'default');
  assert.equal(drydock.now(), started);
});

test('takes seeds up to 2^53-1 and dates, and refuses the rest', () => {
  for (const seed of [0, 1, Number.MAX_SAFE_INTEGER]) {
    assert.match(new Drydock({ seed }).export(), new RegExp(`^seed ${seed}$`, 'm'));
  }
  for (const seed of [-1, 0.5, NaN, Infinity, 2 ** 53, 'x']) {
    assert.throws(() => new Drydock({ seed }), /seed must be/);
  }
  assert.equal(new Drydock({ start: '2030-05-06' }).now(), Date.parse('2030-05-06'));
  for (const start of ['', 'soon', 5, '2026-13-01']) {
    assert.throws(() => new Drydock({ start }), /start must be/);
  }
});

test('gives its memory back, and says so to who goes on asking', () => {
  const drydock = new Drydock();
  drydock.free();
  drydock.free();
  assert.throws(() => drydock.call('ListClusters', '{}'), /this run was freed/);
  assert.equal(JSON.parse(new Drydock().call('ListClusters', '{}').body).clusterArns.length, 0);
});

test('lets time pass up to the end of the simulated year', () => {
  const drydock = new Drydock();
  assert.equal(drydock.advance(1500.9), 1500);
  for (const none of [0, -1, NaN, undefined, 'x']) assert.equal(drydock.advance(none), 0);
  assert.equal(drydock.now(), started + 1500);
  const year = 366 * 86_400_000;
  assert.equal(drydock.advance(Infinity), year - 1500);
  assert.equal(drydock.advance(1), 0);
  assert.equal(Drydock.import(drydock.export()).now(), started + year);
});

test('tells events from where one left off', () => {
  const drydock = new Drydock();
  drydock.call('CreateCluster', '{"clusterName": "a"}');
  const first = drydock.journal();
  assert.deepEqual(first, {
    next: 1,
    events: [{
      seq: 0,
      at: started,
      type: 'ClusterCreated',
      detail: { clusterArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/a' },
    }],
  });
  assert.deepEqual(drydock.journal(first.next), { next: 1, events: [] });
  assert.deepEqual(drydock.journal(Number.MAX_SAFE_INTEGER), { next: 1, events: [] });
});

test('tells what EventBridge gets', () => {
  const drydock = new Drydock();
  drydock.call('CreateCluster', '{}');
  drydock.call('Drydock.AddInstances', '{"instanceType": "t3.medium", "count": 2}');
  const { next, events } = drydock.events();
  assert.equal(next, 3);
  assert.equal(events.length, 2);
  assert.equal(events[0]['detail-type'], 'ECS Container Instance State Change');
  assert.equal(events[0].time, '2026-01-01T00:00:00Z');
  assert.equal(events[0].detail.containerInstanceArn, events[0].resources[0]);
  assert.deepEqual(drydock.events(next), { next: 3, events: [] });
  assert.deepEqual(drydock.events(Number.MAX_SAFE_INTEGER), { next: 3, events: [] });
});

test('checks a definition and says where and how to put it right', () => {
  const text = '{\n  "family": "é b",\n  "containerDefinitions": [{"name": "a", "image": "b"}]\n}';
  const finding = check(text).find(({ rule }) => rule === 'TD-FAMILY-CHARS');
  const { severity, refusedBy, path, line, column, from, to, fixes } = finding;
  assert.deepEqual([severity, refusedBy, path], ['error', 'service', '$.family']);
  assert.deepEqual([line, column], [2, 13]);
  assert.equal(text.slice(from, to), '"é b"');
  assert.ok(fixes.every(({ title, edits }) => title && edits.length > 0));
  assert.deepEqual(new Drydock().check(text, { target: 'FARGATE' }).at(-1).rule.slice(0, 3), 'TD-');
  const empty = '{"family": "a", "containerDefinitions": []}';
  const windows = check(empty, { target: 'FARGATE_WINDOWS' });
  assert.ok(windows.some(({ rule }) => rule === 'TD-FARGATE-CPU-REQUIRED'));
  for (const bad of ['', '{', undefined, 7, '['.repeat(100_000)]) {
    assert.equal(check(bad)[0].rule, 'TD-JSON-PARSE');
  }
  assert.throws(() => check(text, { target: 'MOON' }), /target is none of EC2/);
});

test('an exported run goes on where it was', () => {
  const { seed, start, steps } = JSON.parse(readFileSync(fixture, 'utf8'));
  const drydock = new Drydock({ seed, start });
  play(drydock, steps);
  const copy = Drydock.import(drydock.export());
  assert.equal(copy.export(), drydock.export());
  assert.equal(copy.journalHash(), drydock.journalHash());
  for (const one of [drydock, copy]) {
    one.call('CreateCluster', '{"clusterName": "later"}');
    one.advance(120_000);
  }
  assert.equal(copy.journalHash(), drydock.journalHash());
  assert.deepEqual(copy.journal(), drydock.journal());
  assert.deepEqual(copy.events(), drydock.events());
  assert.throws(() => Drydock.import('hello'), /not a Drydock run/);
});

test('the same seed and commands give the journal that they give natively', () => {
  const { seed, start, steps, hash } = JSON.parse(readFileSync(fixture, 'utf8'));
  const drydock = new Drydock({ seed, start });
  play(drydock, steps);
  assert.equal(drydock.journalHash(), hash);
});
