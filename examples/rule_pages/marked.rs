//! Samples as HTML.

use crate::html::escaped;
use crate::samples::Text;
use std::ops::Range;

/// A sample, with a place marked; of what repeats only the first and the last are shown.
pub fn sample(text: &Text, marked: Option<&Range<usize>>) -> String {
    let mut html = String::new();
    let mut at = 0;
    for repeat in &text.repeats {
        html.push_str(&piece(&text.text, at..repeat.middle.start, marked));
        let count = repeat.count;
        html.push_str(&format!("<i>… {count} in all … </i>"));
        at = repeat.middle.end;
    }
    html.push_str(&piece(&text.text, at..text.text.len(), marked));
    html
}

/// A part of a text, with what is marked of it marked.
fn piece(text: &str, part: Range<usize>, marked: Option<&Range<usize>>) -> String {
    let shown = |range: Range<usize>| escaped(text.get(range).unwrap_or_default());
    let Some(marked) = marked else {
        return shown(part);
    };
    let start = marked.start.clamp(part.start, part.end);
    let end = marked.end.clamp(start, part.end);
    if start == end {
        return shown(part);
    }
    let (before, after) = (shown(part.start..start), shown(end..part.end));
    format!("{before}<mark>{}</mark>{after}", shown(start..end))
}
