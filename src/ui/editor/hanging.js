// Wrapped lines hang below the beginning of their text. By classes: the page's policy refuses style
// attributes.

import { RangeSetBuilder } from '@codemirror/state';
import { Decoration, ViewPlugin } from '@codemirror/view';
import { HANG_MOST } from './theme.js';

const lines = Array.from({ length: HANG_MOST + 1 }, (_, columns) =>
  Decoration.line({ class: `hang-${columns}` }));

function visible(view) {
  const found = new RangeSetBuilder();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      const columns = /^ */.exec(line.text)[0].length;
      // A tab is as wide as the browser likes: such lines wrap plainly.
      if (line.text[columns] !== '\t') {
        found.add(line.from, line.from, lines[Math.min(columns, HANG_MOST)]);
      }
      at = line.to + 1;
    }
  }
  return found.finish();
}

export const hangingLines = ViewPlugin.define((view) => ({
  decorations: visible(view),
  update(update) {
    if (update.docChanged || update.viewportChanged) this.decorations = visible(update.view);
  },
}), { decorations: (plugin) => plugin.decorations });
