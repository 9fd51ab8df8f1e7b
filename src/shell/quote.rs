//! Texts written so that a shell reads them back.

/// In single quotes, or as `$'…'` where it has to be: `${x@Q}` and `printf %q` of what needs it.
pub fn quoted(text: &str) -> String {
    if text.chars().any(char::is_control) {
        return ansi(text);
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// As `declare -p` writes values.
pub fn double_quoted(text: &str) -> String {
    if text.chars().any(char::is_control) {
        return ansi(text);
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '$' | '`') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// As `printf %q` writes arguments.
pub fn escaped(text: &str) -> String {
    if text.is_empty() {
        return "''".to_string();
    }
    if text.chars().any(char::is_control) {
        return ansi(text);
    }
    let mut out = String::new();
    for (place, c) in text.chars().enumerate() {
        let special = " \"'\\$`!*?[](){}<>|&;^,".contains(c) || (place == 0 && "#~".contains(c));
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// As `set -x` writes arguments: bare where nothing needs quotes.
pub fn traced(text: &str) -> String {
    let bare = |c: char| !" \t\n\"'\\$`!*?[](){}<>|&;^#~".contains(c) && !c.is_control();
    if !text.is_empty() && text.chars().all(bare) {
        text.to_string()
    } else {
        quoted(text)
    }
}

fn ansi(text: &str) -> String {
    let mut out = String::from("$'");
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\x1b' => out.push_str("\\E"),
            '\'' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push_str(&format!("\\{:03o}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}
