// The AWS SDK for JavaScript in the browser, with the example's request handler: no request leaves
// the page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { launchBrowser, openPage, serveSite } from './site.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGE = '<!doctype html><title>SDK</title><script type="module" src="./own.js"></script>';

/** In the page: what a user of the example writes. */
const SCRIPT = `
  import * as sdk from '@aws-sdk/client-ecs';
  import { simulatedEcs } from './examples/aws-sdk.mjs';

  const { client, drydock } = await simulatedEcs({ seed: 1 });
  const ask = (name, input) => client.send(new sdk[name + 'Command'](input));
  const { cluster } = await ask('CreateCluster', { clusterName: 'harbor' });
  await ask('RegisterTaskDefinition', {
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'web', image: 'nginx:1.27' }],
  });
  const subnets = ['subnet-0d0c1a00000000001'];
  const { tasks: ran } = await ask('RunTask', {
    cluster: 'harbor',
    taskDefinition: 'web',
    count: 5,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets } },
  });
  drydock.advance(120_000);
  const tasks = ran.map((task) => task.taskArn);
  const waited = await sdk.waitUntilTasksRunning(
    { client, maxWaitTime: 60 },
    { cluster: 'harbor', tasks },
  );
  const pages = [];
  const listed = sdk.paginateListTasks({ client, pageSize: 2 }, { cluster: 'harbor' });
  for await (const page of listed) pages.push(page.taskArns.length);
  const refused = await ask('ListTasks', { cluster: 'nowhere' }).catch((error) => error);
  window.seen = {
    status: cluster.status,
    created: ran[0].createdAt instanceof Date,
    waited: waited.state,
    pages,
    refused: [
      refused instanceof sdk.ClusterNotFoundException,
      refused.message,
      refused.$metadata.httpStatusCode,
    ],
  };
`;

let browser;
let bundle;
before(async () => {
  browser = await launchBrowser();
  const built = await build({
    stdin: { contents: SCRIPT, resolveDir: ROOT },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    outfile: `${ROOT}dist/own.js`,
    external: [`${ROOT}dist/engine/drydock.js`],
  });
  bundle = built.outputFiles[0].text;
});
after(() => browser.close());

test('the AWS SDK asks the engine in the page', async () => {
  const own = { 'own.html': ['text/html', PAGE], 'own.js': ['text/javascript', bundle] };
  const answer = (path) =>
    own[path] && { status: 200, kind: own[path][0], body: own[path][1] };
  const site = await serveSite({ answer });
  const visit = await openPage(browser, site, { path: 'own.html' });
  try {
    // What it threw says more than that it did not come.
    await visit.page.waitForFunction(() => window.seen !== undefined).catch(() => {});
    assert.deepEqual(visit.faults, []);
    assert.deepEqual(await visit.page.evaluate(() => window.seen), {
      status: 'ACTIVE',
      created: true,
      waited: 'SUCCESS',
      pages: [2, 2, 1],
      refused: [true, 'Cluster not found.', 400],
    });
  } finally {
    await visit.close();
    site.close();
  }
});
