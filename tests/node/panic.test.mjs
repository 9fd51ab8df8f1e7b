// What the module does after a bug of its own. The bug is played by the layer below it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import init, { Drydock, check } from '../../dist/engine/drydock.js';
import { Engine } from '../../dist/engine/drydock_core.js';

const module = new URL('../../dist/engine/drydock.js', import.meta.url);

/** What a fresh module exports after importing a run. */
function exportedAgain(text) {
  const script = `import init, { Drydock } from '${module}';
    await init();
    process.stdout.write(Drydock.import(${JSON.stringify(text)}).export())`;
  const words = ['--input-type=module', '--eval', script];
  return execFileSync(process.execPath, words, { encoding: 'utf8' });
}

test('an error of ours carries the run, and the module refuses to go on', async () => {
  await init();
  const drydock = new Drydock({ seed: 7, quotas: false });
  drydock.call('CreateCluster', '{\n\t"clusterName": "a"\n}');
  drydock.advance(1500);
  const sound = drydock.export();

  const { call } = Engine.prototype;
  Engine.prototype.call = () => { throw new WebAssembly.RuntimeError('unreachable'); };
  const asked = () => drydock.call('CreateCluster', '{"clusterName":\n"b  c"}');
  assert.throws(asked, (error) => {
    assert.match(error.message, /bug of Drydock: unreachable/);
    assert.ok(error.cause instanceof WebAssembly.RuntimeError);
    assert.equal(error.replay.split('\n').at(-2), '1500 CreateCluster {"clusterName": "b  c"}');
    return true;
  });

  Engine.prototype.call = call;
  const { replay } = assertThrows(() => drydock.export());
  assert.equal(exportedAgain(replay), sound);
  assert.match(assertThrows(() => drydock.advance(500)).replay, /^now 2000$/m);
  assert.equal(assertThrows(() => check('{"family": 1}')).replay, '{"family": 1}');
});

function assertThrows(act) {
  try {
    act();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}
