// Starts the page, and stays in charge where the page cannot: no WebAssembly, a host that answers
// with something else, or a bug that stopped the Wasm.
//
// What the Wasm side may rely on (plain functions of the global object):
//
//   drydock_keep_replay(head, from, lines)
//                               keeps the text that repeats this run (seed and command log, as the
//                               engine exports it). Call it after every command: a panicked Wasm
//                               instance cannot be asked any more. Also to read:
//                               `globalThis.drydockReplay.text`.
//   drydock_panicked(message)   shows the panic screen. The Rust panic hook calls it; so does this
//                               file when the Wasm traps without a panic (memory or stack is full).
//   drydock_load_editor()       fetches the editor; a promise of its module.
//   drydock_copy(text)          copies a text; a promise of whether that worked.
//
// Of these only the editor can fail to come. The panic screen covers the page and needs nothing of
// it: plain DOM, made here.

const replay = { head: '', commands: [] };

globalThis.drydockReplay = {
  get text() {
    return replay.head + replay.commands.map((line) => `${line}\n`).join('');
  },
};

globalThis.drydock_keep_replay = (head, from, lines) => {
  replay.head = String(head);
  replay.commands.length = Math.min(from, replay.commands.length);
  for (const line of String(lines).split('\n')) if (line) replay.commands.push(line);
};

globalThis.drydock_load_editor = () => import('./editor.js');

globalThis.drydock_panicked = (message) => showPanic(String(message));

globalThis.drydock_copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
};

/** The old way to copy: a page that came by plain HTTP has no clipboard of its own. */
function copySelected(text) {
  const before = document.activeElement;
  const field = element('textarea', 'vh');
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  before?.focus();
  return done;
}

/** An element with a class and children; strings become text. */
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function button(label, onClick) {
  const made = element('button', 'boot-button', label);
  made.type = 'button';
  made.addEventListener('click', onClick);
  return made;
}

/** Says plainly why the page does not start, instead of leaving it white. */
function showNotice(title, ...paragraphs) {
  document.querySelector('.boot-notice')?.remove();
  const parts = paragraphs.map((text) => element('p', '', text));
  const reload = button('Try again', () => location.reload());
  document.body.prepend(
    element('main', 'boot-notice', element('h1', '', title), ...parts, reload),
  );
}

/** The first panic wins: what follows it is only its echo. */
function showPanic(message) {
  if (document.querySelector('.boot-panic')) return;
  const title = element('h1', '', 'Drydock has run into a bug of its own');
  title.id = 'boot-panic-title';
  const screen = element('section', 'boot-panic', title);
  screen.setAttribute('role', 'alertdialog');
  screen.setAttribute('aria-labelledby', title.id);

  const kept = globalThis.drydockReplay.text;
  const report = element('textarea', 'boot-report');
  report.readOnly = true;
  report.spellcheck = false;
  report.setAttribute('aria-label', 'Report: message, seed and log');
  report.value = `${message}\n\n${kept || 'Nothing had been asked of the engine yet.'}\n`;

  const said = element('span', 'boot-said');
  said.setAttribute('role', 'status');
  const copy = button('Copy the report', async () => {
    const done = await globalThis.drydock_copy(report.value);
    // Where it could not be copied, it is at least selected.
    report.select();
    said.textContent = done ? 'Copied.' : 'Selected: press Ctrl+C or ⌘C to copy.';
  });
  const reload = button('Reload the page', () => location.reload());
  screen.append(
    element('p', '', 'The simulation has stopped. Your definition is kept in this browser. The '
      + 'text below repeats the run exactly: please send it along when you report the bug.'),
    report,
    element('p', 'boot-actions', copy, ' ', reload, ' ', said),
  );
  document.body.append(screen);
  copy.focus();
}

/** A trap without a panic (out of memory, stack overflow) must not leave a dead page either. */
function watchForTraps() {
  const look = (error) => {
    const overflow = error instanceof RangeError && /call stack/i.test(error.message);
    if (error instanceof WebAssembly.RuntimeError || overflow) showPanic(String(error));
  };
  addEventListener('error', (event) => look(event.error));
  addEventListener('unhandledrejection', (event) => look(event.reason));
}

/** Takes Wasm also from a host that sends it without its proper kind, for the later parts too. */
function takeWasmOfAnyKind() {
  const streaming = WebAssembly.instantiateStreaming?.bind(WebAssembly);
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const response = await source;
    if (!response.ok) throw new Error(`${response.url} was answered with ${response.status}`);
    const proper = response.headers.get('content-type')?.startsWith('application/wasm');
    if (streaming && proper) return streaming(response, imports);
    return WebAssembly.instantiate(await response.arrayBuffer(), imports);
  };
}

/** Says that something is coming; shown only to whom it takes long (boot.css). */
function showLoading() {
  const loading = element('p', 'boot-loading', 'Loading Drydock…');
  loading.setAttribute('role', 'status');
  document.body.prepend(loading);
  return loading;
}

/** Fetches the Wasm; `undefined` after a notice when the host did not send it. */
async function fetchWasm() {
  const address = new URL('./drydock_bg.wasm', import.meta.url);
  let response;
  try {
    response = await fetch(address);
  } catch {
    showNotice('Drydock could not be loaded', 'The connection failed while the page was loading.');
    return undefined;
  }
  const kind = response.headers.get('content-type') ?? 'nothing';
  if (response.ok && !kind.startsWith('text/')) return response;
  showNotice(
    'Drydock could not be loaded',
    `The host answered ${response.status} with “${kind}” for ${address.pathname}, where the `
      + 'WebAssembly file should be. If this is your host: publish the whole folder, and serve '
      + '.wasm files as application/wasm.',
  );
  return undefined;
}

async function start() {
  if (typeof WebAssembly !== 'object') {
    showNotice(
      'Drydock needs WebAssembly',
      'This browser has no WebAssembly, or it is switched off (some hardened modes do that). '
        + 'Any current Firefox, Chrome, Edge or Safari runs Drydock.',
    );
    return;
  }
  watchForTraps();
  takeWasmOfAnyKind();
  const wasm = fetchWasm();
  const loading = showLoading();
  try {
    const page = await import('./drydock.js');
    const response = await wasm;
    if (response) await page.default({ module_or_path: response });
  } catch (error) {
    if (document.querySelector('.boot-panic')) return;
    showNotice(
      'Drydock could not be started',
      error instanceof WebAssembly.CompileError
        ? 'This browser does not understand the WebAssembly file: the browser is too old, or the '
          + 'file was damaged on its way.'
        : 'A part of the page is missing or was stopped.',
      String(error),
    );
  } finally {
    loading.remove();
  }
}

await start();
