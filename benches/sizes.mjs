// What a visitor downloads.

import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const PAGE = ['index.html', 'drydock_bg.wasm', 'drydock.js', 'boot.js', 'drydock.css'];
const ENGINE = ['drydock.js', 'drydock_core.js', 'drydock_core_bg.wasm'];

function kibibytes(names) {
  const file = (name) => readFileSync(new URL(`../dist/${name}`, import.meta.url));
  const sizes = names.map((name) => brotliCompressSync(file(name)).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

function row(what, names, most) {
  const value = kibibytes(names);
  return { what, value, unit: 'KiB', bar: `≤ ${most} KiB`, met: value <= most };
}

export function sizeFigures() {
  return [
    row('page before the editor, brotli', PAGE, 200),
    row('engine module, brotli', ENGINE.map((name) => `engine/${name}`), 180),
    row('editor on demand, brotli', ['editor.js'], 115),
  ];
}
