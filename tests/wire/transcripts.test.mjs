// The AWS CLI of version 2 against the endpoint, as sessions at a terminal.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { needs } from './clients.mjs';
import { play } from './transcripts.mjs';

const FOLDER = new URL('transcripts/', import.meta.url);
const options = { concurrency: true, ...needs('AWS_CLI', 'the AWS CLI of version 2') };

test('transcripts of the AWS CLI 2', options, async (all) => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));
  assert.notEqual(names.length, 0);
  await Promise.all(names.sort().map((name) => all.test(name, async () => {
    const steps = await play(fileURLToPath(new URL(name, FOLDER)), process.env.AWS_CLI);
    if (process.env.UPDATE_EXPECT) return;
    for (const { line, seen, expected } of steps) {
      assert.equal(seen, expected, `$ ${line}`);
    }
  })));
});
