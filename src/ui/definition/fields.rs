//! Completion and field texts for the editor, as the JSON that `editor.js` reads.

/// Completions at an offset in UTF-16 units.
pub fn completions(_text: &str, _offset: usize) -> Option<String> {
    None
}

/// The text about the field at an offset in UTF-16 units.
pub fn hover(_text: &str, _offset: usize) -> Option<String> {
    None
}
