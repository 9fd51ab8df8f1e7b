// The editor of the task definition: CodeMirror 6 inside an open shadow root, where its style
// sheets are constructed ones and so need no 'unsafe-inline'. It decides nothing: findings,
// completions and field texts come from Rust. Offsets here are UTF-16 units.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap,
  startCompletion }
  from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting }
  from '@codemirror/language';
import { Compartment, EditorSelection, EditorState, Transaction } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter,
  highlightSpecialChars, hoverTooltip, keymap, lineNumbers, placeholder, tooltips }
  from '@codemirror/view';
import { applyFixAtCaret, findings, fixTransaction, setFindings } from './findings.js';
import { hangingLines } from './hanging.js';
import { colours, theme } from './theme.js';

const KEYS_TEXT = 'Tab leaves the editor. F8 goes to the next finding, Control period applies its '
  + 'fix.';

/**
 * Puts an editor into `host`.
 *
 * `options`: `doc`, `label`, `placeholder`, `onChange(text)`, `onCaret(offset)`,
 * and, where the page has them, `complete(text, offset)` and `hover(text, offset)`, which answer
 * with JSON, or null.
 */
export function mount(host, options) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const indent = new Compartment();
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: options.doc,
      extensions: [
        lineNumbers(), highlightActiveLine(), highlightActiveLineGutter(), highlightSpecialChars(),
        history(), drawSelection(), EditorView.lineWrapping, hangingLines, indentOnInput(),
        bracketMatching(), closeBrackets(), indent.of(indentUnit.of(unitOf(options.doc))),
        json(), syntaxHighlighting(colours), theme, placeholder(options.placeholder),
        // Fixed to the window: the panel around the editor scrolls and would cut tooltips off.
        tooltips({ position: 'fixed' }),
        EditorView.domEventHandlers({ beforeinput: typedOverLines, drop: leaveFilesToThePage }),
        findings(), options.complete ? completion(options) : [],
        options.hover ? fieldTexts(options) : [],
        EditorView.contentAttributes.of({
          'aria-label': options.label, 'aria-describedby': 'keys', spellcheck: 'false',
          autocapitalize: 'off', autocorrect: 'off', translate: 'no',
        }),
        keymap.of([
          { key: 'Mod-.', run: applyFixAtCaret },
          ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.doc.toString());
          if (update.docChanged || update.selectionSet) {
            options.onCaret(update.state.selection.main.head);
          }
        }),
      ],
    }),
  });
  const keys = document.createElement('div');
  keys.id = 'keys';
  keys.hidden = true;
  keys.textContent = KEYS_TEXT;
  root.append(keys);
  // A key that the editor used up is nothing for the page (Escape closes completions, not forms).
  const usedUp = (event) => { if (event.defaultPrevented) event.stopPropagation(); };
  host.addEventListener('keydown', usedUp);
  host.focus = () => view.focus();
  // Links may carry carriage returns, which the editor does not keep.
  if (view.state.doc.toString() !== options.doc) options.onChange(view.state.doc.toString());
  return handle(view, indent, () => {
    host.removeEventListener('keydown', usedUp);
    delete host.focus;
    view.destroy();
    keys.remove();
  });
}

/**
 * Typing over several lines, or over the end of one that has a finding below it. The browser would
 * join the lines itself and keep their looks in style attributes, which the page's policy forbids.
 */
function typedOverLines(event, view) {
  const { doc, selection: { main: { from, to, empty } } } = view.state;
  const isPlain = event.inputType === 'insertText' && event.data !== null && !event.isComposing;
  const line = doc.lineAt(to);
  if (!isPlain || empty || (line.from <= from && to < line.to)) return false;
  event.preventDefault();
  const typed = () => view.state.update(
    view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true },
  );
  // A quote or a bracket is put around what is selected.
  const takers = view.state.facet(EditorView.inputHandler);
  if (!takers.some((take) => take(view, from, to, event.data, typed))) view.dispatch(typed());
  return true;
}

/** A file is the page's, wherever it is let go: it takes the place of the text. */
function leaveFilesToThePage(event) {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** What the page may do with the editor. */
function handle(view, indent, destroy) {
  return {
    /** Replaces the whole text, as one step of the history. */
    setText(text) {
      const before = view.state.doc.toString();
      if (text === before) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
        effects: indent.reconfigure(indentUnit.of(unitOf(text))),
        annotations: [isolateHistory.of('full'), Transaction.userEvent.of('input.replace')],
        scrollIntoView: true,
      });
    },
    /** Makes edits (JSON: `[{ from, to, text }]`) that belong together, as one step. */
    apply(edits) {
      view.dispatch(fixTransaction(JSON.parse(edits)));
    },
    /** Shows findings (JSON); `keep` leaves those shown, dimmed: the text does not parse now. */
    setFindings(list, keep) {
      view.dispatch(setFindings(view.state, JSON.parse(list), keep));
    },
    /** Moves the caret, and the eye with it. */
    moveTo(offset) {
      const at = Math.min(Math.max(offset, 0), view.state.doc.length);
      view.dispatch({
        selection: EditorSelection.cursor(at),
        effects: EditorView.scrollIntoView(at, { y: 'center' }),
      });
      view.focus();
    },
    destroy,
  };
}

/** The author's own step of indentation; two spaces where there is none to see. */
function unitOf(text) {
  const first = /^(\t|[ ]{1,8})\S/m.exec(text.slice(0, 4000));
  return first ? first[1] : '  ';
}

function completion({ complete }) {
  const source = ({ state, pos, explicit }) => {
    if (!explicit && !/["\w]$/.test(state.sliceDoc(Math.max(0, pos - 1), pos))) return null;
    const answer = complete(state.doc.toString(), pos);
    if (!answer) return null;
    const { from, to, comma, items } = JSON.parse(answer);
    const options = items.map((item) => ({
      ...item,
      info: item.info || undefined,
      apply: (view, _, start, end) => take(view, item, start, end, comma),
    }));
    // Rust has looked what fits, and asks to be asked again after each key.
    return { from, to, options, filter: false };
  };
  return autocompletion({ override: [source], icons: false, maxRenderedOptions: 60 });
}

/** Writes a choice and selects what is to be written over; goes on to its values, if it has any. */
function take(view, { insert, select, thenValues }, from, to, comma) {
  const changes = view.state.changes([
    { from, to, insert },
    ...comma === null ? [] : [{ from: comma, insert: ',' }],
  ]);
  const start = from + (comma === null ? 0 : 1);
  // The head stands at the start: what is asked for next has nothing typed yet.
  view.dispatch({
    changes,
    selection: EditorSelection.range(start + select[1], start + select[0]),
    annotations: [isolateHistory.of('full'), Transaction.userEvent.of('input.complete')],
    scrollIntoView: true,
  });
  if (thenValues) startCompletion(view);
}

function fieldTexts({ hover }) {
  return hoverTooltip((view, position) => {
    const answer = hover(view.state.doc.toString(), position);
    if (!answer) return null;
    const { from, to, title, text, source } = JSON.parse(answer);
    return {
      pos: from,
      end: to,
      above: true,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'cm-field-text';
        for (const [name, content] of [['b', title], ['p', text], ['small', source]]) {
          if (content) dom.append(Object.assign(document.createElement(name),
            { textContent: content }));
        }
        return { dom };
      },
    };
  }, { hoverTime: 350 });
}
