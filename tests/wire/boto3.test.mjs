// boto3 against the endpoint: every operation, every paginator, every waiter. The parts are in
// tests/wire/boto/.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Drydock } from '../../dist/engine/drydock.js';
import { needs, startWire } from './clients.mjs';

const MAIN = fileURLToPath(new URL('boto/main.py', import.meta.url));
const boto3 = { concurrency: true, ...needs('WIRE_PYTHON', 'boto3') };

async function walk(part, options) {
  const wire = await startWire(options);
  try {
    const words = ['-B', MAIN, part, wire.url];
    const { output, code } = await wire.run(process.env.WIRE_PYTHON, words);
    assert.equal(code, 0, output);
    return output;
  } finally {
    wire.close();
  }
}

test('boto3', boto3, async (all) => {
  await Promise.all([
    // Where the clock matters, these let it run themselves.
    all.test('walks every operation', () => walk('stories', { speed: 0 })),
    all.test('pages through every list', () => walk('pages', { speed: 0 })),
    all.test('waits with every waiter', () => walk('waits', { speed: 100 })),
  ]);
});

test('boto3 asks again after a failure of ours', boto3, async () => {
  let failures = 2;
  const { call } = Drydock.prototype;
  mock.method(Drydock.prototype, 'call', function callOrFail(...words) {
    failures -= 1;
    if (failures >= 0) throw new Error('a failure that is meant');
    return call.apply(this, words);
  });
  mock.method(console, 'error', () => {});
  try {
    await walk('retries', {});
  } finally {
    mock.restoreAll();
  }
});
