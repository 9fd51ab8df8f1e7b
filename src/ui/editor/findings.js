// Findings in the text: squiggles, marks in the gutter, the AWS text on hover, and the block under
// the caret's line that says what is wrong and offers the fixes.

import { isolateHistory } from '@codemirror/commands';
import { lintKeymap, setDiagnostics } from '@codemirror/lint';
import { RangeSet, StateEffect, StateField, Transaction } from '@codemirror/state';
import { Decoration, EditorView, gutter, GutterMarker, keymap, lineNumberMarkers, WidgetType }
  from '@codemirror/view';

const show = StateEffect.define();
const ORDER = ['error', 'warning', 'info'];
const MARKS = { error: '●', warning: '▲', info: '○' };
const rank = (finding) => ORDER.indexOf(finding.severity);

/** The findings as they came, moved along with the text. */
const held = StateField.define({
  create: () => [],
  update(list, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return transaction.docChanged ? list.map((finding) => moved(finding, transaction)) : list;
  },
});

/** A finding, or an edit of its fixes, where a change of the text has put it. */
function moved(finding, { changes }) {
  const move = (range) => {
    const from = changes.mapPos(range.from, 1);
    return { ...range, from, to: Math.max(from, changes.mapPos(range.to, -1)) };
  };
  const fixes = finding.fixes.map((one) => ({ ...one, edits: one.edits.map(move) }));
  return { ...move(finding), fixes };
}

/** The transaction that shows these findings; `keep` leaves those shown, dimmed. */
export function setFindings(state, list, keep) {
  const { length } = state.doc;
  const old = keep ? state.field(held).filter(({ syntax }) => !syntax) : [];
  const all = [...list, ...old.map((finding) => ({ ...finding, stale: true }))];
  const inside = all.filter(({ from, to }) => from <= to && to <= length);
  const transaction = setDiagnostics(state, inside.map(diagnostic));
  const effects = [].concat(transaction.effects ?? [], show.of(inside));
  return { ...transaction, effects };
}

function diagnostic(finding) {
  const { from, to, severity, message, stale, fixes } = finding;
  const actions = stale ? [] : fixes.map(({ title, edits }) => ({
    name: title,
    apply: (view) => fix(view, edits),
  }));
  const markClass = stale ? 'cm-stale' : '';
  const renderMessage = () => messageOf(finding);
  return { from, to, severity, message, markClass, renderMessage, actions };
}

/** The extension. */
export function findings() {
  return [held, marks, numbers, block, keymap.of(lintKeymap.filter(({ key }) => key === 'F8'))];
}

/** Applies the first fix of the finding at the caret. */
export function applyFixAtCaret(view) {
  const finding = atCaret(view.state);
  if (!finding?.fixes.length) return false;
  fix(view, finding.fixes[0].edits);
  return true;
}

/** A fix as one step that one undo takes back. */
export function fixTransaction(edits) {
  return {
    changes: edits.map(({ from, to, text }) => ({ from, to, insert: text })),
    annotations: [isolateHistory.of('full'), Transaction.userEvent.of('input.fix')],
    scrollIntoView: true,
  };
}

function fix(view, edits) {
  view.dispatch(fixTransaction(edits));
  view.focus();
}

/** What begins a list of all members, and the longest that is read as part of its sentence. */
const LIST = ', must be one of: ';
const SHORT = 60;

/** A message, its long list of members folded; `unfold` is told when that is opened or closed. */
function foldable(message, unfold = () => {}) {
  const at = message.indexOf(LIST);
  if (at < 0 || message.length <= at + LIST.length + SHORT) return [message];
  const list = document.createElement('details');
  list.className = 'members';
  list.append(Object.assign(document.createElement('summary'), { textContent: 'All members' }));
  list.append(message.slice(at + 2));
  list.addEventListener('toggle', unfold);
  return [message.slice(0, at), list];
}

function messageOf(finding) {
  const whole = document.createElement('span');
  whole.append(...foldable(finding.message));
  const small = (...parts) => {
    const dom = document.createElement('small');
    dom.append(...parts);
    whole.append(dom);
  };
  if (finding.help) small(finding.help);
  const { rule, page, about } = finding;
  small(Object.assign(document.createElement('a'),
    { textContent: rule, href: page, target: '_blank', rel: 'noopener' }), ` · ${about}`);
  return whole;
}

/** The finding that the caret's line is about: one that begins here, the worst, the nearest. */
function atCaret(state) {
  const head = state.selection.main.head;
  const line = state.doc.lineAt(head);
  const distance = ({ from, to }) => Math.max(0, from - head, head - to);
  return state.field(held)
    .filter(({ from, stale }) => !stale && from >= line.from && from <= line.to)
    .sort((a, b) => (b.from === head) - (a.from === head)
      || rank(a) - rank(b) || distance(a) - distance(b))[0];
}

class Block extends WidgetType {
  constructor(finding) {
    super();
    this.finding = finding;
  }

  eq(other) {
    return JSON.stringify(other.finding) === JSON.stringify(this.finding);
  }

  toDOM(view) {
    const { severity, message, help, fixes } = this.finding;
    const dom = document.createElement('div');
    dom.className = `cm-finding ${severity}`;
    const say = (kind, ...parts) => {
      const part = Object.assign(document.createElement('div'), { className: kind });
      part.append(...parts);
      dom.append(part);
    };
    say('message', ...foldable(message, () => view.requestMeasure()));
    if (help) say('help', help);
    if (fixes.length) {
      const row = document.createElement('div');
      row.className = 'fixes';
      for (const { title, edits } of fixes) {
        const button = Object.assign(document.createElement('button'),
          { type: 'button', textContent: title });
        button.addEventListener('click', () => fix(view, edits));
        row.append(button);
      }
      dom.append(row);
    }
    // The space around belongs to the block: margins would put the gutter out of step.
    const around = document.createElement('div');
    around.className = 'cm-finding-around';
    around.append(dom);
    return around;
  }

  ignoreEvent() {
    return true;
  }
}

const block = EditorView.decorations.compute(['doc', 'selection', held], (state) => {
  const finding = atCaret(state);
  if (!finding) return Decoration.none;
  const line = state.doc.lineAt(finding.from);
  const widget = Decoration.widget({ widget: new Block(finding), block: true, side: 1 });
  return Decoration.set(widget.range(line.to));
});

class Mark extends GutterMarker {
  constructor(severity) {
    super();
    this.severity = severity;
  }

  eq(other) {
    return other.severity === this.severity;
  }

  toDOM() {
    const dom = document.createElement('span');
    dom.className = `cm-mark ${this.severity}`;
    dom.textContent = MARKS[this.severity];
    return dom;
  }
}

class BadNumber extends GutterMarker {
  elementClass = 'cm-bad';
}
const badNumber = new BadNumber();

/** The worst finding of each line, ascending. */
function worstByLine(state) {
  const worst = new Map();
  for (const finding of state.field(held)) {
    const { from } = state.doc.lineAt(Math.min(finding.from, state.doc.length));
    const before = worst.get(from);
    if (!before || rank(finding) < rank(before)) worst.set(from, finding);
  }
  return [...worst].sort(([a], [b]) => a - b);
}

// The marks follow the findings, so the gutter looks again whenever those change.
const marks = gutter({
  class: 'cm-marks',
  markers: ({ state }) => RangeSet.of(
    worstByLine(state).map(([from, { severity }]) => new Mark(severity).range(from))),
  lineMarkerChange: (update) => update.startState.field(held) !== update.state.field(held),
});

const numbers = lineNumberMarkers.compute([held], (state) => RangeSet.of(
  worstByLine(state)
    .filter(([, { severity }]) => severity === 'error')
    .map(([from]) => badNumber.range(from))));
