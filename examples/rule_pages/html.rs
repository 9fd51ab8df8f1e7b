//! What all plain pages are made of.

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
