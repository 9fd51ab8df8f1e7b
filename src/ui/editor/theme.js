// The look of the editor. Every colour is a token of the page: custom properties are inherited into
// the shadow root, so light and dark need nothing here.

import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--syn-key)' },
  { tag: tags.string, color: 'var(--syn-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--syn-number)' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--syn-punct)' },
]);

const wavy = (colour) => ({
  backgroundImage: 'none',
  paddingBottom: '0',
  textDecoration: `underline wavy ${colour} 1px`,
  textUnderlineOffset: '3px',
  textDecorationSkipInk: 'none',
});
const finding = (colour, ground) => ({ borderLeftColor: colour, background: ground });
/** The deepest indentation, in columns, whose wrapped lines hang below it. */
export const HANG_MOST = 24;
const hanging = Object.fromEntries(Array.from({ length: HANG_MOST + 1 }, (_, columns) => [
  `.cm-line.hang-${columns}`,
  { paddingLeft: `calc(${columns + 2}ch + 2px)`, textIndent: `-${columns + 2}ch` },
]));
// As exact as CodeMirror's own rule, which it has to win against.
const selected = '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground';
const small = '12px/16px var(--font-ui)';

export const theme = EditorView.theme({
  ...hanging,
  '&': { color: 'var(--ink)', background: 'var(--paper)', font: '12px/18px var(--font-mono)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: 'inherit', lineHeight: '18px', overflowX: 'hidden' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--ink)', minHeight: '120px' },
  '.cm-line': { padding: '0 12px 0 2px' },
  '.cm-cursor': { borderLeft: '1.5px solid var(--ink)' },
  '.cm-activeLine, .cm-activeLineGutter': { background: 'transparent' },
  '&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter': {
    background: 'var(--select)',
  },
  '&.cm-focused .cm-activeLineGutter': { color: 'var(--ink)' },
  [`${selected}, .cm-selectionBackground`]: {
    background: 'color-mix(in srgb, var(--info) 28%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket, &.cm-focused .cm-nonmatchingBracket': {
    background: 'transparent', outline: '1px solid var(--line-field)',
  },
  '.cm-placeholder': { color: 'var(--ink-3)', whiteSpace: 'pre-wrap' },
  '.cm-specialChar': { color: 'var(--error)' },
  '.cm-gutters': { background: 'var(--paper)', border: '0', color: 'var(--ink-3)' },
  '.cm-lineNumbers .cm-gutterElement': {
    minWidth: '26px', padding: '0 4px 0 0', fontSize: '11px', textAlign: 'right',
  },
  '.cm-lineNumbers .cm-bad': { color: 'var(--error)', fontWeight: '700' },
  '.cm-marks': { width: '12px' },
  '.cm-mark': { display: 'block', fontSize: '8px', textAlign: 'center' },
  '.cm-mark.error': { color: 'var(--error)' },
  '.cm-mark.warning': { color: 'var(--warn)' },
  '.cm-mark.info': { color: 'var(--info)' },
  '.cm-lintRange-error': wavy('var(--error)'),
  '.cm-lintRange-warning': wavy('var(--warn)'),
  '.cm-lintRange-info': wavy('var(--info)'),
  '.cm-lintRange-active': { background: 'var(--select)' },
  '.cm-lintRange.cm-stale': { textDecorationColor: 'var(--line-field)' },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--error)' },
  '.cm-finding-around': { padding: '2px 0 6px' },
  '.cm-finding': {
    padding: '6px 12px 8px 10px', borderLeft: '2px solid var(--error)',
    background: 'var(--error-bg)', font: small, color: 'var(--ink)', whiteSpace: 'normal',
  },
  '.cm-finding.warning': finding('var(--warn)', 'var(--warn-bg)'),
  '.cm-finding.info': finding('var(--info)', 'var(--info-bg)'),
  '.cm-finding > div': { overflowWrap: 'anywhere' },
  '.members summary': {
    width: 'fit-content', minHeight: '24px', alignContent: 'center', color: 'var(--ink-3)',
    cursor: 'pointer',
  },
  '.cm-finding .help': { color: 'var(--ink-2)', marginTop: '4px' },
  '.fixes': { display: 'flex', flexWrap: 'wrap', gap: '6px', marginTop: '6px' },
  '.fixes button, .cm-diagnosticAction': {
    minHeight: '24px', margin: '0', padding: '2px 8px', font: small, color: 'var(--ink)',
    background: 'var(--paper)', border: '1px solid var(--line-field)',
    borderRadius: 'var(--r-control)', cursor: 'pointer',
  },
  '.fixes button:hover, .cm-diagnosticAction:hover': {
    background: 'linear-gradient(var(--hover), var(--hover)) var(--paper)',
  },
  '.fixes button:focus-visible': { outline: '2px solid var(--focus)', outlineOffset: '2px' },
  '.cm-tooltip': {
    maxWidth: 'min(360px, calc(100vw - 24px))', zIndex: 'var(--z-pop)', font: small,
    color: 'var(--ink)', background: 'var(--raised)', border: '1px solid var(--line-2)',
    borderRadius: 'var(--r-pop)', boxShadow: 'var(--shadow-pop)', overflow: 'hidden',
  },
  '.cm-diagnostic': { padding: '8px 12px', marginLeft: '0', borderLeft: '2px solid' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--error)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--info)' },
  '.cm-diagnosticText small': { display: 'block', marginTop: '4px', color: 'var(--ink-3)' },
  '.cm-diagnosticAction': { margin: '6px 6px 0 0' },
  '.cm-field-text': { padding: '8px 12px' },
  '.cm-field-text b': { fontFamily: 'var(--font-mono)', fontWeight: '600' },
  '.cm-field-text p': { margin: '4px 0' },
  '.cm-field-text small': { color: 'var(--ink-3)' },
  '.cm-tooltip-autocomplete > ul': { font: '12px/18px var(--font-mono)', maxHeight: '216px' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--ink)', color: 'var(--on-ink)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: '.75', marginLeft: '12px' },
  '.cm-completionInfo': { padding: '8px 12px', maxWidth: '280px' },
  '@media (pointer: coarse)': {
    '.fixes button': { minHeight: '40px', padding: '2px 12px' },
    '.cm-content': { fontSize: '16px', lineHeight: '24px' },
  },
});
