// The terminal in a real browser: the command lines of the AWS CLI that people know, typed as they
// are, on simulated time. One test per row of what must work.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed as run } from './run.mjs';
import { axeFindings, becomes, drawn, eventually, openPage, stage } from './site.mjs';

const { browser, site } = await stage();

const WIDE = { viewport: { width: 1440, height: 900 } };

/** The page with the example that runs by itself, and its terminal open. */
async function openTerminal(options = WIDE) {
  const opened = await openPage(browser, site, options);
  const { page } = opened;
  await page.getByRole('button', { name: 'Run the example' }).click();
  await page.locator('[data-status=RUNNING] .num', { hasText: /^2/ }).waitFor();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByRole('button', { name: 'Terminal', exact: true }).click();
  return opened;
}

const input = (page) => page.locator('.prompt textarea');

const json = async (page, line) => JSON.parse((await run(page, line)).output);

/** The cluster, a service and a task of the example. */
async function names(page) {
  const { clusterArns } = await json(page, 'aws ecs list-clusters');
  const cluster = clusterArns[0].split('/').at(-1);
  const { serviceArns } = await json(page, `aws ecs list-services --cluster '${cluster}'`);
  const { taskArns } = await json(page, `aws ecs list-tasks --cluster '${cluster}'`);
  return { cluster, service: serviceArns[0].split('/').at(-1), task: taskArns[0], taskArns };
}

test('B1, B2, B3: services are listed, scaled, and waited for in simulated time', async () => {
  const { page, faults, close } = await openTerminal();
  const { cluster, service } = await names(page);
  const scaled = await json(page,
    `aws ecs update-service --cluster '${cluster}' --service '${service}' --desired-count '3'`);
  assert.equal(scaled.service.desiredCount, 3);
  const waited = await run(page,
    `aws ecs wait services-stable --cluster '${cluster}' --services '${service}'`);
  assert.deepEqual([waited.output, waited.code], ['', 0]);
  const counted = await run(page, `aws ecs describe-services --cluster ${cluster} `
    + `--services ${service} --query 'services[0].runningCount' --output text`);
  assert.equal(counted.output, '3\n');
  // However long the answers before it were, the last one is in sight.
  await page.waitForFunction(() => {
    const { scrollHeight, scrollTop, clientHeight } = document.querySelector('.term');
    return scrollHeight - scrollTop - clientHeight < 2;
  });
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('B4: a service is deleted by force only while it is scaled above 0', async () => {
  const { page, faults, close } = await openTerminal();
  const { cluster, service } = await names(page);
  const line = `aws ecs delete-service --cluster ${cluster} --service ${service}`;
  const refused = await run(page, line);
  assert.equal(refused.code, 254);
  assert.match(refused.output, /The service cannot be stopped while it is scaled above 0\./);
  assert.equal((await json(page, `${line} --force`)).service.status, 'DRAINING');
  assert.deepEqual(faults, []);
  await close();
});

test('B5 to B7, B14: revisions are listed, deregistered one by one, then deleted', async () => {
  const { page, faults, close } = await openTerminal();
  const family = (await run(page,
    "aws ecs list-task-definition-families --query 'families[0]' --output text")).output.trim();
  const { code } = await run(page, `aws ecs list-task-definitions --family-prefix '${family}' `
    + "--query 'taskDefinitionArns' --output text | xargs -n '1' "
    + 'aws ecs deregister-task-definition --task-definition');
  assert.equal(code, 0);
  const { taskDefinitionArns } = await json(page,
    `aws ecs list-task-definitions --family-prefix ${family} --status INACTIVE`);
  assert.ok(taskDefinitionArns.length > 0);
  const deleted = await json(page,
    `aws ecs delete-task-definitions --task-definitions '${taskDefinitionArns[0]}'`);
  assert.equal(deleted.taskDefinitions[0].status, 'DELETE_IN_PROGRESS');
  assert.deepEqual(faults, []);
  await close();
});

test('B8 to B10, B12: tasks are listed and described in every format', async () => {
  const { page, faults, close } = await openTerminal();
  const { cluster, service, task } = await names(page);
  const ofService = await json(page,
    `aws ecs list-tasks --cluster ${cluster} --service-name ${service}`);
  assert.ok(ofService.taskArns.length > 0);
  const waited = await run(page, `aws ecs wait tasks-running --cluster ${cluster} --tasks ${task}`);
  assert.equal(waited.code, 0);
  const describe = `aws ecs describe-tasks --cluster ${cluster} --tasks ${task}`;
  const query = "--query 'tasks[].{Status:lastStatus}'";
  assert.equal((await run(page, `${describe} ${query} --output text`)).output, 'RUNNING\n');
  assert.equal((await run(page, `${describe} ${query} --output yaml`)).output,
    '- Status: RUNNING\n');
  assert.match((await run(page, `${describe} ${query} --output table`)).output, /DescribeTasks/);
  const { entry } = await run(page, describe);
  assert.ok(await entry.locator('details').count() > 1, 'long JSON folds');
  await entry.getByRole('button', { name: task, exact: true }).first().click();
  await page.getByRole('heading', { name: /is RUNNING/ }).waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('B11: a command in a container is checked, and refused as ECS refuses it', async () => {
  const { page, faults, close } = await openTerminal();
  const { cluster, task } = await names(page);
  const name = (await run(page, `aws ecs describe-tasks --cluster '${cluster}' --tasks '${task}' `
    + "--query 'tasks[0].containers[0].name' --output text")).output.trim();
  const execute = (of) => run(page, `aws ecs execute-command --cluster '${cluster}' `
    + `--task "${of}" --container '${name}' --interactive --command '/bin/bash'`);
  const off = await execute(task);
  assert.equal(off.code, 254);
  assert.match(off.output, /InvalidParameterException.*execute command was not enabled/);
  const arn = (await run(page, `aws ecs register-task-definition --family exec \\
    --requires-compatibilities FARGATE --network-mode awsvpc --cpu 256 --memory 512 \\
    --task-role-arn arn:aws:iam::123456789012:role/ecsTaskRole \\
    --container-definitions 'name=${name},image=nginx' --query taskDefinition.status && aws ecs \\
    run-task --cluster '${cluster}' --task-definition exec --launch-type FARGATE \\
    --enable-execute-command --network-configuration \\
    'awsvpcConfiguration={subnets=[subnet-0d0c1a00000000001]}' \\
    --query 'tasks[].taskArn' --output text`)).output.trim().split('\n').at(-1);
  const waited = await run(page, `aws ecs wait tasks-running --cluster '${cluster}' \\
    --tasks ${arn} && sleep 30`);
  assert.equal(waited.code, 0, waited.output);
  const on = await execute(arn);
  assert.equal(on.code, 255, on.output);
  assert.match(on.output, /no session can be opened/);
  assert.deepEqual(faults, []);
  await close();
});

/** The query of the notes for the private DNS name of a task. */
const DNS_NAME = "tasks[].attachments[].details[?(name=='privateDnsName')].value";

test('B13: curl on the private DNS name and the port of a task reaches its container', async () => {
  const { page, faults, close } = await openTerminal();
  const { cluster, task } = await names(page);
  const describe = `aws ecs describe-tasks --cluster '${cluster}' --tasks '${task}' `
    + `--query "${DNS_NAME}"`;
  const [[name]] = await json(page, describe);
  assert.match(name, /^ip-[0-9-]+\.ec2\.internal$/);
  assert.equal((await run(page, `${describe} --output 'text'`)).output, `${name}\n`);
  const { output, code } = await run(page, `curl "http://${name}:80"`);
  assert.equal(code, 0, output);
  assert.match(output, /nginx runs here/);
  const nested = await run(page, `curl -fsS "http://$(${describe} --output 'text'):80/"`);
  assert.equal(nested.code, 0, nested.output);
  const closed = await run(page, `curl -sS "http://${name}:81"`);
  assert.notEqual(closed.code, 0);
  const nobody = await run(page, 'curl -sS http://ip-10-9-9-9.ec2.internal:80');
  assert.notEqual(nobody.code, 0);
  assert.deepEqual(faults, []);
  await close();
});

/** Registers another revision of a family. */
const register = (family) => `aws ecs register-task-definition --family '${family}' `
  + "--container-definitions 'name=app,image=nginx,memory=128' > /dev/null";

test('B14: xargs deregisters what a query lists, one by one, and -p asks before', async () => {
  const { page, faults, close } = await openTerminal();
  const list = "aws ecs list-task-definitions --family-prefix 'old' --query 'taskDefinitionArns'";
  const each = 'aws ecs deregister-task-definition --task-definition';
  await run(page, `${register('old')}; ${register('old')}`);
  const both = await run(page, `${list} --output 'text' | xargs -n '1' ${each}`);
  assert.equal(both.code, 0, both.output);
  assert.equal(both.output.match(/"status": "INACTIVE"/g).length, 2);
  assert.deepEqual(await json(page, list), []);
  await run(page, `${register('old')}; ${register('old')}`);
  await input(page).fill(`${list} --output 'text' | xargs -p -n '1' ${each}`);
  await input(page).press('Enter');
  for (const [revision, answer] of [[3, 'y'], [4, 'n']]) {
    await page.locator('.prompt.asks', { hasText: `old:${revision}` }).waitFor();
    await input(page).fill(answer);
    await input(page).press('Enter');
  }
  await page.locator('.prompt:not(.asks)').waitFor();
  const left = await json(page, list);
  assert.deepEqual(left.map((arn) => arn.split('/').at(-1)), ['old:4']);
  assert.deepEqual(faults, []);
  await close();
});

test('B15: a loop waits in simulated time and ends; another is ended by Ctrl C', async () => {
  const { page, faults, close } = await openTerminal();
  const { cluster } = await names(page);
  // Somebody runs a task of the family, while the loop waits for it.
  const later = `(sleep 20; aws ecs run-task --cluster '${cluster}' --task-definition 'web' \\
    --launch-type 'FARGATE' --started-by 'hand' --network-configuration \\
    'awsvpcConfiguration={subnets=[subnet-0d0c1a00000000001]}' > /dev/null) &`;
  const list = `aws ecs list-tasks --cluster '${cluster}' --started-by 'hand'`;
  const { code, output } = await run(page, `${later}
# until there is a task
while [[ $(${list} --query 'taskArns' --output 'text') == "" ]]; do sleep 1; done
echo "$SECONDS seconds: $(aws ecs describe-tasks \\
  --cluster '${cluster}' \\
  --tasks "$(${list} --query 'taskArns[0]' --output 'text')" \\
  --query 'tasks[0].startedBy' --output 'text')"  # nested, and a comment`);
  assert.equal(code, 0, output);
  assert.match(output, /^2[0-9] seconds: hand$/m);
  await input(page).fill('while true; do :; done');
  await input(page).press('Enter');
  await page.locator('.term .entry', { hasText: 'while true' }).waitFor();
  // It goes on from frame to frame.
  await drawn(page);
  await input(page).press('Control+c');
  await page.getByText('exit code 130').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('the keys of a shell work, and the history lasts', async () => {
  const { page, faults, close } = await openTerminal();
  await run(page, 'echo first');
  await run(page, 'echo second');
  await input(page).press('ArrowUp');
  await input(page).press('ArrowUp');
  await becomes(() => input(page).inputValue(), 'echo first');
  await input(page).press('Control+u');
  await becomes(() => input(page).inputValue(), '');
  await input(page).pressSequentially('aws ecs list-cl');
  await input(page).press('Tab');
  await becomes(() => input(page).inputValue(), 'aws ecs list-clusters ');
  await input(page).press('Control+u');
  await input(page).pressSequentially("echo 'open");
  await input(page).press('Enter');
  await becomes(() => input(page).inputValue(), "echo 'open\n");
  await input(page).press('Escape');
  await page.reload();
  await page.getByRole('button', { name: 'Terminal', exact: true }).click();
  await input(page).press('Control+r');
  await input(page).press('Escape');
  await input(page).fill('sec');
  await input(page).press('Control+r');
  await becomes(() => input(page).inputValue(), 'echo second');
  await input(page).press('Escape');
  assert.match((await run(page, 'history')).output, /echo first\n.*echo second/);
  await input(page).press('Control+l');
  assert.deepEqual(faults, []);
  await close();
});

test('what Tab offers is in sight below a long log, side by side', async () => {
  const { page, faults, close } = await openTerminal();
  await run(page, 'seq 200');
  await input(page).pressSequentially('aws ecs describe-');
  await input(page).press('Tab');
  const hint = page.locator('#terminal-hint', { hasText: 'describe-task-sets' });
  await hint.waitFor();
  await page.waitForFunction(() => {
    const [hint, term] = ['#terminal-hint', '.term'].map((part) =>
      document.querySelector(part).getBoundingClientRect());
    return hint.top >= term.top && hint.bottom <= term.bottom;
  });
  // Each offer is as wide as the widest, so that they stand in columns.
  assert.match(await hint.textContent(), /describe-clusters {9,}describe-container-instances /);
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('Ctrl R looks for what is typed after it, and leaves the rest of the page alone', async () => {
  const { page, faults, close } = await openTerminal();
  await page.locator('.board .task').first().click();
  await run(page, 'echo alpha');
  await run(page, 'echo beta');
  await input(page).press('Control+r');
  await becomes(() => input(page).inputValue(), 'echo beta');
  await input(page).pressSequentially('alphx');
  await page.getByText('No older line with “alphx”').waitFor();
  await input(page).press('Backspace');
  await becomes(() => input(page).inputValue(), 'echo alpha');
  await page.locator('.prompt .ps', { hasText: '(search) alph' }).waitFor();
  await input(page).press('Escape');
  await becomes(() => input(page).inputValue(), '');
  // The same Escape does not give up the selection.
  await page.locator('.right h2', { hasText: 'Task' }).waitFor();
  await input(page).press('Control+r');
  await input(page).pressSequentially('alph');
  await input(page).press('Enter');
  await page.locator('.term .entry').nth(2).getByText('echo alpha').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

/**
 * In the page: scrolls through the terminal, or through its first blocks alone. Gives the
 * milliseconds that half of the frames take at most.
 */
async function scrollThrough(first = Infinity) {
  const term = document.querySelector('.term');
  const hidden = [...term.querySelectorAll('pre')].slice(first);
  for (const block of hidden) block.style.display = 'none';
  const gaps = [];
  let last = performance.now();
  for (let frame = 0; frame < 60; frame += 1) {
    term.scrollTop = term.scrollHeight * (frame / 60);
    await new Promise(requestAnimationFrame);
    gaps.push(performance.now() - last);
    last = performance.now();
  }
  for (const block of hidden) block.style.display = '';
  return gaps.sort((a, b) => a - b)[30];
}

test('a hundred thousand lines stay light', async () => {
  const { page, faults, close } = await openTerminal();
  const { code } = await run(page, 'seq 100000');
  assert.equal(code, 0);
  await page.locator('.term pre', { hasText: '100000' }).waitFor();
  // The browser lays out those that are in sight, of 200 lines each.
  const apart = await page.locator('.term pre').evaluateAll((blocks) => blocks.filter((one) => (
    getComputedStyle(one).contentVisibility === 'auto')).length);
  assert.equal(apart, 500);
  // Each block costs a little; were they laid out, it would be a hundred times as much. A machine
  // that is slow is so with a short log too, and one that is busy is not so all the time.
  await eventually(async () => {
    const frame = await page.evaluate(scrollThrough);
    return { frame, short: await page.evaluate(scrollThrough, 5) };
  }, ({ frame, short }) => {
    const most = Math.max(34, 4 * short);
    assert.ok(frame < most, `half of the frames take ${frame} ms, with a short log ${short} ms`);
  });
  assert.deepEqual(faults, []);
  await close();
});

test('the terminal is left and opened again, with what was run in it', async () => {
  const { page, faults, close } = await openTerminal();
  assert.equal((await run(page, 'echo ahoy')).output, 'ahoy\n');
  const tab = (name) => page.getByRole('button', { name, exact: true });
  await tab('Events').click();
  await page.locator('.term').waitFor({ state: 'detached' });
  await tab('Terminal').click();
  await page.locator('.term .entry', { hasText: 'ahoy' }).waitFor();
  assert.equal((await run(page, 'echo again')).output, 'again\n');
  assert.deepEqual(faults, []);
  await close();
});

test('whoever opens the terminal with the mouse goes on with typing', async () => {
  const { page, faults, close } = await openTerminal();
  await page.locator('.prompt textarea:focus').waitFor();
  await page.keyboard.type('echo typed');
  await page.keyboard.press('Enter');
  await page.locator('.term .entry pre', { hasText: 'typed' }).waitFor();
  assert.deepEqual(faults, []);
  await close();
});
