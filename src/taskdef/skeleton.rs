//! Examples as they go into a text: on one line if short, else indented in the author's style.

use std::ops::Range;

/// The longest array or object that stays on one line.
const ONE_LINE: usize = 48;

/// Writes JSON without line ends so that its lines continue those of the text.
pub(super) fn laid_out(json: &str, indent: &str, unit: &str) -> String {
    if json.len() <= ONE_LINE {
        return json.to_owned();
    }
    let mut out = String::new();
    let mut depth = 0;
    // Whether each open bracket stays on its line.
    let mut short = Vec::new();
    let mut quoted = false;
    let mut skip_blank = false;
    for (at, c) in json.char_indices() {
        if quoted || c == '"' {
            quoted ^= c == '"';
            skip_blank = false;
            out.push(c);
            continue;
        }
        if skip_blank && c == ' ' {
            continue;
        }
        skip_blank = false;
        let mut line = |out: &mut String, depth: usize| {
            out.push_str(&format!("\n{indent}{}", unit.repeat(depth)));
            skip_blank = true;
        };
        match c {
            '{' | '[' => {
                let inside_short = short.last() == Some(&true);
                let length = length(json.get(at..).unwrap_or_default());
                short.push(inside_short || length <= ONE_LINE);
                out.push(c);
                if short.last() == Some(&false) {
                    depth += 1;
                    line(&mut out, depth);
                }
            }
            '}' | ']' => {
                if short.pop() == Some(false) {
                    depth -= 1;
                    out.truncate(out.trim_end().len());
                    line(&mut out, depth);
                }
                skip_blank = false;
                out.push(c);
            }
            ',' => {
                out.push(c);
                if short.last() == Some(&false) {
                    line(&mut out, depth);
                }
            }
            _ => out.push(c),
        }
    }
    out
}

/// The length of the array or object that a text starts with; there are no brackets in strings.
fn length(json: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in json.char_indices() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    json.len()
}

/// The part of a value that is to be written over: the first string, number or word, else the
/// place between its brackets.
pub(super) fn to_write_over(json: &str) -> Range<usize> {
    let mut at = 0;
    while let Some(rest) = json.get(at..) {
        let Some(found) = rest.find(|c: char| !" \n\t{[:,".contains(c)) else {
            break;
        };
        let start = at + found;
        let rest = json.get(start..).unwrap_or_default();
        if rest.starts_with(['}', ']']) {
            return start..start;
        }
        let Some(inner) = rest.strip_prefix('"') else {
            let length = rest.find([',', ' ', '\n', '}', ']']);
            return start..start + length.unwrap_or(rest.len());
        };
        let length = inner.find('"').unwrap_or(inner.len());
        let after = inner.get(length + 1..).unwrap_or_default();
        if !after.starts_with(':') {
            return start + 1..start + 1 + length;
        }
        at = start + length + 2;
    }
    json.len()..json.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_values_stay_on_their_line() {
        assert_eq!(laid_out(r#"[{"a": 1}]"#, "  ", "  "), r#"[{"a": 1}]"#);
        let long = r#"{"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/web"}}"#;
        let expected = "{\n    \"logDriver\": \"awslogs\",\n    \"options\": {\"awslogs-group\": \
                        \"/ecs/web\"}\n  }";
        assert_eq!(laid_out(long, "  ", "  "), expected);
        let list = format!("[{long}]");
        assert!(laid_out(&list, "", "\t").starts_with("[\n\t{\n\t\t\"logDriver\""));
    }

    #[test]
    fn the_first_value_is_to_be_written_over() {
        for (json, expected) in [
            ("\"web\"", "web"),
            ("256", "256"),
            ("true", "true"),
            ("{}", ""),
            ("[]", ""),
            (r#"[{"name": "web"}]"#, "web"),
            (r#"{"a": {"b": 1}}"#, "1"),
            ("\"\"", ""),
        ] {
            let range = to_write_over(json);
            assert_eq!(&json[range.clone()], expected);
            assert!(range.start > 0 || range.end == json.len(), "{json}");
        }
    }
}
