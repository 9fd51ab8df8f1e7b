// What a visitor downloads.

import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

// What the page needs to stand. Check and engine come right after it, the editor beside them.
const PAGE = ['index.html', 'drydock_bg.wasm', 'drydock.js', '__wasm_split.js', 'boot.js',
  'drydock.css'];
const ENGINE = ['drydock.js', 'drydock_core.js', 'drydock_core_bg.wasm'];

const read = (name) => readFileSync(new URL(`../dist/${name}`, import.meta.url));
const SITE = readdirSync(new URL('../dist/', import.meta.url));
/** What parts share, each with who they are: the loader has them in a comment above its file. */
const SHARED = [...read('__wasm_split.js').toString()
  .matchAll(/\/\* ([a-z, ]+) \*\/[^"]+"\.\/(chunk_[^"]+)"/g)]
  .map(([, parts, file]) => ({ file, parts: parts.split(', ') }));

/** The parts that come by themselves, in their order. What others share with them is there. */
const FIRST = ['check', 'run'];

/** The files of a part that are not there before it. */
function part(name) {
  const own = SITE.filter((file) => file.startsWith(`split_${name}`));
  const before = FIRST.slice(0, FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const counts = ({ parts }) =>
    parts.includes(name) && !before.some((other) => parts.includes(other));
  return [...own, ...SHARED.filter(counts).map(({ file }) => file)];
}

function kibibytes(names) {
  const sizes = names.map((name) => brotliCompressSync(read(name)).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

function row(what, names, most) {
  const value = kibibytes(names);
  return { what, value, unit: 'KiB', bar: `≤ ${most} KiB`, met: value <= most };
}

export function sizeFigures() {
  const formsAndImports = new Set([...part('forms'), ...part('import')]);
  return [
    row('page before the editor, brotli', PAGE, 200),
    row('check right after it, brotli', part('check'), 240),
    row('engine and board after that, brotli', part('run'), 600),
    row('terminal on demand, brotli', part('terminal'), 300),
    row('forms and imports on demand, brotli', [...formsAndImports], 150),
    row('hosts, traffic and cost on demand, brotli', part('load'), 60),
    row('engine module, brotli', ENGINE.map((name) => `engine/${name}`), 180),
    row('editor on demand, brotli', ['editor.js'], 115),
  ];
}
