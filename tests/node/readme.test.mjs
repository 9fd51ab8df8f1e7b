// The examples of the README run as they stand.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const examples = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, text]) => text);

function printed(example) {
  const words = ['--input-type=module', '--eval', example];
  return execFileSync(process.execPath, words, { cwd: fileURLToPath(root), encoding: 'utf8' });
}

test('the example for JavaScript runs', () => {
  const text = printed(examples[0]);
  assert.match(text, /^\$\./m);
  assert.match(text, /2026-01-01T00:00:\d\dZ ECS Task State Change RUNNING/);
});

test('the example for the shell runs on the run of the first', () => {
  assert.match(printed(`${examples[0]}\n${examples[1]}`), /hello\\n\d\d:\d\d:\d\d/);
});

test('the example for the AWS SDK runs', () => {
  assert.match(printed(examples[2]), /'arn:aws:ecs:us-east-1:\d{12}:cluster\/harbor'/);
  assert.equal(examples.length, 3);
});
