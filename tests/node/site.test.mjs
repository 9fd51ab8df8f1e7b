// The published site as files: self-contained, nothing inline.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const file = (name) => new URL(`../../dist/${name}`, import.meta.url);
test('the page names only relative addresses and holds no inline script or style', () => {
  const html = readFileSync(file('index.html'), 'utf8');
  for (const [, address] of html.matchAll(/(?:src|href)="([^"]*)"/g)) {
    assert.match(address, /^\.\//, address);
  }
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)/);
  assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=/);
});
