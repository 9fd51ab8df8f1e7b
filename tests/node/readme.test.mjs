// The example of the README runs as it stands.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);

test('the example for JavaScript runs', () => {
  const [, example] = readFileSync(new URL('README.md', root), 'utf8').match(/```js\n(.*?)```/s);
  const words = ['--input-type=module', '--eval', example];
  const printed = execFileSync(process.execPath, words, {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
  });
  assert.match(printed, /^\$\./m);
  assert.match(printed, /2026-01-01T00:00:\d\dZ ECS Task State Change RUNNING/);
});
