// The AWS CLI against the endpoint, as sessions at a terminal.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { needs } from './clients.mjs';
import { clientOf, play } from './transcripts.mjs';

const FOLDER = new URL('transcripts/', import.meta.url);
const CLIENTS = {
  AWS_CLI: 'the AWS CLI of version 2',
  AWS_CLI_1: 'the AWS CLI of version 1',
};

test('sessions of the AWS CLI', { concurrency: 2 }, async (all) => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));
  assert.notEqual(names.length, 0);
  await Promise.all(names.sort().map((name) => {
    const file = fileURLToPath(new URL(name, FOLDER));
    const client = clientOf(file);
    return all.test(name, needs(client, CLIENTS[client]), async () => {
      const steps = await play(file);
      if (process.env.UPDATE_EXPECT) return;
      for (const { line, seen, expected } of steps) {
        assert.equal(seen, expected, `$ ${line}`);
      }
    });
  }));
});
