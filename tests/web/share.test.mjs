// The Share panel: the definition for other tools, and the run for other people.

import { test } from 'node:test';
import { WIDE, button, end, openRun, world } from './run.mjs';
import { becomes, openPage, stage } from './site.mjs';

const { browser, site } = await stage();

const DRAFT = {
  family: 'night-report',
  cpu: '1024',
  containerDefinitions: [{
    name: 'report',
    image: 'public.ecr.aws/docker/library/python:3.13',
    memory: 256,
    command: ['sh', '-c', "echo '${HOME}'"],
  }],
};

const CLI = `cat > task.json <<'EOF'
${JSON.stringify(DRAFT, null, 2)}
EOF
aws ecs register-task-definition --cli-input-json file://task.json
`;

const CLOUDFORMATION = `Resources:
  NightReportTaskDefinition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: night-report
      Cpu: "1024"
      ContainerDefinitions:
        - Name: report
          Image: public.ecr.aws/docker/library/python:3.13
          Memory: 256
          Command:
            - sh
            - "-c"
            - "echo '\${HOME}'"
`;

const TERRAFORM = `resource "aws_ecs_task_definition" "night_report" {
  family = "night-report"
  cpu = "1024"
  container_definitions = jsonencode([
    {
      name = "report"
      image = "public.ecr.aws/docker/library/python:3.13"
      memory = 256
      command = ["sh", "-c", "echo '$$\{HOME}'"]
    },
  ])
}
`;

const WITH_CLIPBOARD = { ...WIDE, permissions: ['clipboard-read', 'clipboard-write'] };

/**
 * Presses a button of the panel: it says that it has copied, and this is on the clipboard. One that
 * was pressed before says so too until then.
 */
async function copies(page, name, expected) {
  await button(page, name).click();
  await becomes(() => page.evaluate(() => navigator.clipboard.readText()), expected);
  await button(page, 'Copied').waitFor();
  await button(page, name).waitFor({ state: 'detached' });
}

test('a definition is copied for the AWS CLI, CloudFormation and Terraform', async () => {
  const opened = await openPage(browser, site, WITH_CLIPBOARD);
  const { page } = opened;
  await page.locator('.cm-content').click();
  await page.keyboard.insertText(JSON.stringify(DRAFT, null, 2));
  await page.getByRole('button', { name: 'Register night-report:1' }).first().waitFor();
  await button(page, 'Share').click();
  await copies(page, 'AWS CLI', CLI);
  await copies(page, 'CloudFormation', CLOUDFORMATION);
  await copies(page, 'Terraform', TERRAFORM);
  // What was copied for the CLI registers the definition, typed into the terminal.
  await button(page, 'Terminal').click();
  await page.locator('.prompt textarea').fill(CLI.trimEnd());
  await page.locator('.prompt textarea').press('Enter');
  await page.locator('.term .entry', { hasText: 'task-definition/night-report:1' }).waitFor();
  await end(opened);
});

test('a run is copied as text and as a script', async () => {
  const made = await world();
  made.define('web');
  made.serve('web');
  made.pass(60);
  const opened = await openRun(browser, site, made.export(), WITH_CLIPBOARD);
  const { page } = opened;
  await button(page, 'Share').click();
  await copies(page, 'Copy run', made.export());
  await copies(page, 'Copy as shell script', new RegExp([
    'aws ecs create-cluster --cluster-name harbor',
    'aws ecs create-service --cluster harbor --service-name web ',
  ].join('[^]*')));
  await end(opened);
});
