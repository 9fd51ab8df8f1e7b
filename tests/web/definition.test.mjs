// The left column: the editor and the plain field before it, findings, sizes, examples, drafts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, becomes, openPage, serveSite, stage } from './site.mjs';

const { browser, site } = await stage();

const content = (page) => page.locator('.cm-content');
const editor = (page) => page.getByRole('textbox', { name: 'Task definition JSON' });

async function openEditor(options) {
  const opened = await openPage(browser, site, options);
  await content(opened.page).waitFor();
  return opened;
}

async function openExample(page, title) {
  await page.locator('.starts').getByRole('button', { name: title }).click();
}

/** Waits until a list of choices stands as it is: one that has just come up takes no Enter yet. */
const stands = (page) => page.evaluate(() => new Promise((resolve) => {
  const { shadowRoot } = document.querySelector('.ed-host');
  let [shown, since] = [undefined, 0];
  const look = (now) => {
    const text = shadowRoot.querySelector('.cm-tooltip-autocomplete')?.textContent ?? '';
    if (text !== shown) [shown, since] = [text, now];
    // The editor's own pause is 75 ms. Where there is no list, the test sees that after this.
    if (now - since > 300) resolve();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}));

/** Replaces the text as somebody who pastes does. */
async function write(page, text) {
  await content(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

test('the editor has a name, lets Tab go, and takes back a whole example', async () => {
  const { page, faults, close } = await openEditor();
  await openExample(page, 'Web service');
  await page.getByRole('button', { name: 'Register web:1' }).waitFor();
  await becomes(() => editor(page).count(), 1);
  await content(page).click();
  await page.keyboard.press('Tab');
  await becomes(() => content(page).evaluate((dom) => dom.matches(':focus')), false);
  await content(page).click();
  await page.keyboard.press('Control+z');
  await page.locator('.starts').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('typing over a line that has a finding keeps to the policy', async () => {
  const { page, faults, close } = await openEditor();
  await write(page, '{"family":"x"}');
  await page.locator('.probs button').first().waitFor();
  await content(page).getByText('Missing required parameter').first().waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('"');
  await content(page).getByText('"{"family":"x"}"').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('null');
  await content(page).getByText('null', { exact: true }).first().waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('text that does not parse is one problem, and choosing it moves the caret', async () => {
  const { page, faults, close } = await openEditor();
  await write(page, '{\n  "family": "é😀",\n  "cpu": oops\n}');
  const problem = page.locator('.probs button');
  await becomes(() => problem.first().innerText(), /line 3/);
  await page.keyboard.press('Control+Home');
  await problem.first().click();
  await becomes(() => page.locator('.cm-activeLine').innerText(), '  "cpu": oops');
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('arrow keys on the lattice write legal sizes, and undo takes them back', async () => {
  const { page, faults, close } = await openEditor();
  await openExample(page, 'Batch job');
  const lattice = page.getByRole('slider', { name: /Fargate size/ });
  await becomes(() => lattice.getAttribute('aria-valuetext'), '1 vCPU with 2 GB');
  await lattice.focus();
  await page.keyboard.press('ArrowUp');
  await page.getByText('"3 GB"').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByText('"2 vCPU"').waitFor();
  await content(page).click();
  await page.keyboard.press('Control+z');
  await page.getByText('"1 vCPU"').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('an illegal size stands between its legal neighbours', async () => {
  const { page, faults, close } = await openEditor();
  await openExample(page, 'Broken definition');
  const lattice = page.getByRole('slider', { name: /Fargate size/ });
  await becomes(
    () => lattice.getAttribute('aria-valuetext'),
    '.25 vCPU with 4 GB, which is not legal; nearest: .25 vCPU with 2 GB, .5 vCPU with 4 GB',
  );
  await page.getByRole('button', { name: 'Use 512 / 4096', exact: true }).click();
  await page.getByText('"cpu": "512"').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('where the editor cannot come, the plain field has the same findings', async () => {
  const answer = (path) => path === 'editor.js' && { status: 404, kind: 'text/plain', body: '' };
  const without = await serveSite({ answer });
  const { page, close } = await openPage(browser, without);
  await page.getByText('The editor could not be loaded').waitFor();
  await page.locator('textarea.plain').fill('{ "family": oops }');
  await page.locator('.probs button').first().waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await close();
  without.close();
});

test('members and their values can be chosen, and the pointer asks what they are for', async () => {
  const { page, faults, close } = await openEditor();
  const choices = page.locator('.cm-tooltip-autocomplete li');
  // What can be chosen comes with the engine.
  await page.locator('.rail').waitFor();
  await write(page, '{\n  "family": "é😀"\n}');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.type('\n"netw', { delay: 50 });
  await choices.filter({ hasText: 'networkMode' }).waitFor();
  await stands(page);
  await page.keyboard.press('Enter');
  await choices.filter({ hasText: 'bridge' }).waitFor();
  await stands(page);
  await page.keyboard.press('Enter');
  // The comma that was missing is put in besides.
  await page.waitForFunction(() => {
    const shadow = document.querySelector('.ed-host').shadowRoot;
    const lines = [...shadow.querySelectorAll('.cm-line')].map((line) => line.textContent.trim());
    return lines.join('').includes('"family": "é😀","networkMode": "bridge"}');
  });
  await page.locator('.cm-line').nth(2).hover({ position: { x: 40, y: 8 } });
  await page.locator('.cm-field-text').filter({ hasText: 'networkMode: text' }).waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('a draft survives a reload', async () => {
  const { page, faults, close } = await openEditor();
  await write(page, '{ "family": "kept" }');
  await page.waitForFunction(() => sessionStorage.getItem('drydock.draft')?.includes('kept'));
  await page.reload();
  await page.getByRole('heading', { name: 'kept' }).waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('blocked storage is survived', async () => {
  const { page, faults, close } = await openEditor();
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(globalThis, name, {
        get() { throw new DOMException('blocked', 'SecurityError'); },
      });
    }
  });
  await page.reload();
  await content(page).waitFor();
  await write(page, '{ "family": "unkept" }');
  await page.getByRole('heading', { name: 'unkept' }).waitFor();
  assert.deepEqual(faults, []);
  await close();
});

/** Lets a file go over something, as who drags it from a folder does. */
async function drop(page, selector, name, text) {
  const dataTransfer = await page.evaluateHandle(([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name));
    return data;
  }, [name, text]);
  await page.dispatchEvent(selector, 'dragover', { dataTransfer });
  await page.dispatchEvent(selector, 'drop', { dataTransfer });
}

test('a file that is let go anywhere takes the place of the text, and can be undone', async () => {
  const viewport = { width: 1440, height: 900 };
  const { page, faults, close } = await openEditor({ viewport, messagesStay: true });
  await openExample(page, 'Web service');
  await page.getByRole('button', { name: 'Register web:1' }).waitFor();
  await drop(page, '.cm-line', 'task.json', '{"family": "dropped"}');
  await page.getByText('Opened “task.json”').waitFor();
  const lines = () => page.locator('.cm-line').allInnerTexts();
  await becomes(lines, ['{"family": "dropped"}']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Register web:1' }).waitFor();
  const stack = 'Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n'
    + '      Family: stacked\n      ContainerDefinitions: []\n';
  await drop(page, '.mid', 'stack.yaml', stack);
  await page.getByRole('button', { name: 'Turn it into a request' }).waitFor();
  await drop(page, '.mid', 'run.txt', 'drydock 1\nseed x\n');
  await page.getByText('“run.txt” was not opened: ').waitFor();
  assert.deepEqual(faults, []);
  await close();
});
