// Trunk's hook: bundles the style sheets and the on-demand editor into the site being built, and
// adds the pages of the rules, which xtask has written before.

import { cpSync, existsSync, readFileSync } from 'node:fs';
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

// Pages without a script cannot choose: there the dark tokens follow the system.
const DARK = /:root\[data-theme="dark"\] (\{[^}]*\})/;
const darkBySystem = {
  name: 'dark-by-system',
  setup({ onLoad }) {
    onLoad({ filter: /tokens\.css$/ }, ({ path }) => ({
      loader: 'css',
      contents: readFileSync(path, 'utf8')
        .replace(DARK, '@media (prefers-color-scheme: dark) {:root $1}'),
    }));
  },
};
await build({
  ...shared,
  entryPoints: ['style/rules.css'],
  outfile: join(site, 'rules.css'),
  plugins: [darkBySystem],
});
for (const subject of ['rules', 'operations']) {
  const pages = join('target', subject);
  if (existsSync(pages)) cpSync(pages, join(site, subject), { recursive: true });
}

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
