// Takes the picture of the page that the README shows: `node tests/web/picture.mjs` after
// `cargo xtask build`. A roll-out on three instances, beside a job on Fargate.

import { fileURLToPath } from 'node:url';
import { launchBrowser, openPage, serveSite } from './site.mjs';

const PICTURE = fileURLToPath(new URL('../../public/playground.png', import.meta.url));
const [browser, site] = [await launchBrowser(), await serveSite()];
const viewport = { width: 1440, height: 900 };
const { page } = await openPage(browser, site, { viewport, colorScheme: 'light' });

const press = (name) => page.getByRole('button', { name, exact: true }).first().click();
const submit = () => page.locator('button[type=submit][form]').click();

async function write(change) {
  const definition = {
    family: 'shop',
    requiresCompatibilities: ['EC2'],
    networkMode: 'bridge',
    containerDefinitions: [{
      name: 'web',
      image: 'public.ecr.aws/docker/library/nginx:1.27',
      cpu: 512,
      memoryReservation: 1536,
      memory: 2048,
      portMappings: [{ containerPort: 80, hostPort: 0 }],
      ...change,
    }],
  };
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(JSON.stringify(definition, null, 2));
}

async function step(times) {
  for (let time = 0; time < times; time += 1) await press('Next event');
}

await page.locator('.cm-content').waitFor();
await press('Instances');
await page.getByLabel('Instances', { exact: true }).fill('6');
await submit();
await write({});
await press('Register shop:1');
await page.getByText('Registered shop:1').waitFor();
await press('Service');
await page.getByLabel('desiredCount').fill('9');
await submit();
await step(90);
await write({ image: 'public.ecr.aws/docker/library/nginx:1.28' });
await press('Register shop:2');
await page.getByText('Registered shop:2').waitFor();
await press('Update');
await page.locator('#service-taskDefinition').selectOption('shop:2');
await submit();
await step(16);
await page.locator('.board .task.rev-new').first().click();
await page.getByRole('button', { name: 'Dismiss' }).click({ timeout: 1000 }).catch(() => {});
await page.screenshot({ path: PICTURE });
await browser.close();
site.close();
