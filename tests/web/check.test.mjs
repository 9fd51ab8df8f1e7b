// What the check says beside the list: for whom, what ECS would answer, what needs no decision; and
// the registered revisions.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, becomes, eventually, openPage, stage } from './site.mjs';

const { browser, site } = await stage();

async function openWith(definition) {
  const opened = await openPage(browser, site);
  const { page } = opened;
  const isText = typeof definition === 'string';
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(isText ? definition : JSON.stringify(definition, null, 2));
  await page.getByRole('region', { name: 'Problems' }).waitFor();
  return opened;
}

const problems = (page) => page.getByRole('region', { name: 'Problems' });
const container = { name: 'web', image: 'nginx:1.27', memory: 128 };

test('shows the one answer that ECS would give', async () => {
  const { page, faults, close } = await openWith({
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '4096',
    containerDefinitions: [container],
  });
  const answer = page.locator('.answer');
  await answer.getByText('ClientException').waitFor();
  await becomes(() => answer.innerText(), /No Fargate configuration exists for given values/);
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('checks for what is chosen', async () => {
  const { page, faults, close } = await openWith({
    family: 'web',
    containerDefinitions: [container],
  });
  const errors = problems(page).getByText(/^\d+ errors?/);
  await page.getByRole('button', { name: 'Register web:1' }).waitFor();
  assert.equal(await errors.count(), 0);
  await page.getByLabel('Check for').selectOption('FARGATE');
  await errors.waitFor();
  await page.getByLabel('Check for').selectOption('');
  await errors.waitFor({ state: 'detached' });
  assert.deepEqual(faults, []);
  await close();
});

test('puts right in one step what needs no decision, and undo takes it back', async () => {
  const { page, faults, close } = await openWith({
    taskDefinition: {
      family: 'web',
      revision: 3,
      status: 'ACTIVE',
      cpu: 256,
      containerDefinitions: [{ ...container, memory: '128', command: null }],
    },
  });
  await problems(page).getByText(/The CLI answers/).waitFor();
  await problems(page).getByRole('button', { name: /that need no decision/ }).click();
  await page.locator('.answer').waitFor({ state: 'detached' });
  const text = () => page.locator('.cm-content').innerText();
  await eventually(text, (seen) => assert.doesNotMatch(seen, /revision|null/));
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+z');
  await page.locator('.answer').waitFor();
  await becomes(text, /revision/);
  assert.deepEqual(faults, []);
  await close();
});

test('a registered revision is edited and deregistered', async () => {
  const { page, faults, close } = await openWith({
    family: 'web',
    containerDefinitions: [container],
  });
  await page.getByRole('button', { name: 'Register web:1' }).click();
  await page.locator('.left .chip.act').click();
  await page.getByRole('button', { name: 'Edit web:1' }).click();
  await page.getByRole('button', { name: 'Register web:2' }).waitFor();
  await page.locator('.left .chip.act').click();
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole('button', { name: 'Deregister web:1' }).click();
  await page.getByText('INACTIVE').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

const TEMPLATE = `Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      ContainerDefinitions:
        - Name: web
          Image: !Ref Image
          Memory: 128
`;

test('a CloudFormation template is recognised and becomes a request', async () => {
  const { page, faults, close } = await openWith(TEMPLATE);
  const banner = page.getByRole('region', { name: 'Recognised form' });
  await banner.getByText(/CloudFormation/).first().waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await banner.getByRole('button', { name: 'Turn it into a request' }).click();
  await page.getByRole('button', { name: 'Register web:1' }).waitFor();
  await becomes(() => page.locator('.cm-content').innerText(), /"\$\{Image\}"/);
  assert.deepEqual(faults, []);
  await close();
});

test('a revision is compared with the draft', async () => {
  const { page, faults, close } = await openWith({
    family: 'web',
    containerDefinitions: [container],
  });
  await page.getByRole('button', { name: 'Add instances For tasks on EC2' }).click();
  await page.locator('button[type=submit][form=instances]').click();
  await page.getByRole('button', { name: 'Register web:1' }).click();
  await page.getByText('Registered web:1').waitFor();
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  const larger = { family: 'web', containerDefinitions: [{ ...container, memory: 4096 }] };
  await page.keyboard.insertText(JSON.stringify(larger, null, 2));
  await page.getByRole('button', { name: 'draft after web:1' }).click();
  await page.getByRole('button', { name: 'Compare web:1 with the draft' }).click();
  await page.getByText('containerDefinitions[web].memory').waitFor();
  await page.getByText(/instead of \d+ fit/).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('clusters are created, chosen and deleted', async () => {
  const { page, faults, close } = await openPage(browser, site);
  await page.getByRole('button', { name: 'Cluster', exact: true }).click();
  const form = page.getByRole('form', { name: 'Create cluster' });
  for (const name of ['harbor', 'pier']) {
    await form.getByLabel('New cluster').fill(name);
    await form.getByRole('button', { name: 'Create cluster' }).click();
    await page.getByRole('button', { name: `Delete ${name}` }).waitFor();
  }
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole('button', { name: 'Show harbor' }).click();
  await page.getByRole('button', { name: 'harbor', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Delete pier' }).click();
  await page.getByRole('button', { name: 'Delete pier' }).waitFor({ state: 'detached' });
  assert.deepEqual(faults, []);
  await close();
});
