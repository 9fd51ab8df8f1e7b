//! What both kinds of page are made of.

use crate::samples::Text;
use std::ops::Range;

/// A text as HTML.
pub fn escaped(text: &str) -> String {
    let mut html = String::new();
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
    html
}

/// A whole page; `up` leads from its folder to that of the playground.
pub fn page(up: &str, title: &str, description: &str, links: &str, main: &str) -> String {
    let (title, description) = (escaped(title), escaped(description));
    format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="{description}">
<title>{title}</title>
<link rel="icon" href="{up}icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{up}rules.css">
</head>
<body>
<header>
<nav aria-label="Drydock"><a href="{up}index.html">Drydock</a>{links}</nav>
</header>
<main>
{main}</main>
<footer>
<p>Drydock is neither made nor endorsed by Amazon Web Services.</p>
</footer>
</body>
</html>
"#
    )
}

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
