// Trunk's hook: bundles the style sheet and the on-demand editor into the site being built.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const site = process.env.TRUNK_STAGING_DIR;
const shared = { bundle: true, minify: true, target: 'es2022', logLevel: 'warning' };

await build({
  ...shared,
  entryPoints: ['style/main.css'],
  outfile: join(site, 'drydock.css'),
  external: ['*.svg', '*.woff2'],
});

const editor = 'src/ui/editor/editor.js';
if (existsSync(editor)) {
  await build({
    ...shared,
    entryPoints: [editor],
    outfile: join(site, 'editor.js'),
    format: 'esm',
    legalComments: 'none',
  });
}
