// The published site as files: small enough, self-contained, nothing inline.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';

const file = (name) => new URL(`../../dist/${name}`, import.meta.url);
const KIB = 1024;

function brotliBytes(names) {
  const sizes = names.map((name) => brotliCompressSync(readFileSync(file(name))).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

test('the page before the editor is at most 200 KiB, brotli', () => {
  const bytes = brotliBytes(['drydock_bg.wasm', 'drydock.js', 'boot.js', 'drydock.css']);
  assert.ok(bytes <= 200 * KIB, `${(bytes / KIB).toFixed(1)} KiB`);
});

test('the editor is at most 115 KiB, brotli', { skip: !existsSync(file('editor.js')) }, () => {
  const bytes = brotliBytes(['editor.js']);
  assert.ok(bytes <= 115 * KIB, `${(bytes / KIB).toFixed(1)} KiB`);
});

test('the page names only relative addresses and holds no inline script or style', () => {
  const html = readFileSync(file('index.html'), 'utf8');
  for (const [, address] of html.matchAll(/(?:src|href)="([^"]*)"/g)) {
    assert.match(address, /^\.\//, address);
  }
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)/);
  assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=/);
});
