// What a visitor downloads.

import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const PAGE = ['index.html', 'drydock_bg.wasm', 'drydock.js', '__wasm_split.js', 'boot.js',
  'drydock.css'];
const SITE = readdirSync(new URL('../dist/', import.meta.url));
const part = (name) => SITE.filter((file) => file.startsWith(`split_${name}`));
const shared = SITE.filter((file) => file.startsWith('chunk_'));
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
    row('page before the editor, brotli', PAGE, 380),
    row('terminal on demand, brotli', [...part('terminal'), ...shared], 300),
    row('forms and imports on demand, brotli', [...part('forms'), ...part('import')], 150),
    row('hosts, traffic and cost on demand, brotli', part('load'), 60),
    row('engine module, brotli', ENGINE.map((name) => `engine/${name}`), 180),
    row('editor on demand, brotli', ['editor.js'], 115),
  ];
}
