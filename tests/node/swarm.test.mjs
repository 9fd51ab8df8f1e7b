// The random runs of the native tests, once more in Wasm.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import init, { Drydock } from '../../dist/engine/drydock.js';

const folder = new URL('../../target/swarm/', import.meta.url);
const files = existsSync(folder) ? readdirSync(folder) : [];
const skip = files.length === 0
  && 'there are no runs: SWARM_RUNS=target/swarm cargo test --test it swarm:: makes some';

await init();

test('random runs give the journals that they give natively', { skip }, () => {
  const other = files.filter((name) => {
    const drydock = Drydock.import(readFileSync(new URL(name, folder), 'utf8'));
    const same = name.endsWith(`-${drydock.journalHash()}.txt`);
    drydock.free();
    return !same;
  });
  assert.deepEqual(other, []);
});
