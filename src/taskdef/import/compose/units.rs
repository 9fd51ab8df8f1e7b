//! Durations, sizes and CPUs as Compose writes them.
//! Source: Compose Specification, "Specifying durations" and "Specifying byte values"; `cpus`.

use serde_json::Value;

/// Seconds of `1m30s`; a number alone is of seconds. Parts of a second count as a whole one.
pub fn seconds(value: &Value) -> Option<u64> {
    let text = text_of(value);
    if let Ok(seconds) = text.parse() {
        return Some(seconds);
    }
    let mut micros = 0_u64;
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit())?;
        let number: u64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let end = rest.find(|letter: char| letter.is_ascii_digit());
        let (unit, after) = rest.split_at(end.unwrap_or(rest.len()));
        let of_unit = match unit {
            "us" => 1,
            "ms" => 1_000,
            "s" => 1_000_000,
            "m" => 60_000_000,
            "h" => 3_600_000_000,
            _ => return None,
        };
        micros = micros.checked_add(number.checked_mul(of_unit)?)?;
        rest = after;
    }
    Some(micros.div_ceil(1_000_000))
}

/// MiB of `512m` or `1gb`; a number alone is of bytes. Parts of a MiB count as a whole one.
pub fn mib(value: &Value) -> Option<u64> {
    let text = text_of(value).to_ascii_lowercase();
    let digits = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.');
    let (number, unit) = text.split_at(digits.unwrap_or(text.len()));
    let of_unit: u64 = match unit.trim() {
        "" | "b" => 1,
        "k" | "kb" => 1 << 10,
        "m" | "mb" => 1 << 20,
        "g" | "gb" => 1 << 30,
        _ => return None,
    };
    let thousandths = thousandths(number)?;
    let bytes = thousandths.checked_mul(of_unit)?.div_ceil(1_000);
    Some(bytes.div_ceil(1 << 20))
}

/// CPU units of `0.5`, of which a vCPU has 1,024.
pub fn cpu_units(value: &Value) -> Option<u64> {
    Some(thousandths(&text_of(value))?.checked_mul(1_024)? / 1_000)
}

/// `0.25` as 250: no float decides anything.
fn thousandths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let whole: u64 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let mut part: String = part.chars().take(3).collect();
    part.extend(std::iter::repeat_n('0', 3 - part.len().min(3)));
    whole.checked_mul(1_000)?.checked_add(part.parse().ok()?)
}

/// A scalar as it is written.
pub fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// The words of a line, as a shell without variables splits it.
/// Source: Compose Specification, `command`: "shell-form" is split into words.
pub fn words_of(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (letter, quote) {
            (_, Some(open)) if letter == open => quote = None,
            ('\\', None | Some('"')) => {
                word.get_or_insert_default().extend(letters.next());
            }
            ('"' | '\'', None) => {
                word.get_or_insert_default();
                quote = Some(letter);
            }
            (letter, None) if letter.is_whitespace() => words.extend(word.take()),
            (letter, _) => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn units_are_read() {
        for (text, expected) in [
            (json!("1m30s"), Some(90)),
            (json!("1500ms"), Some(2)),
            (json!(5), Some(5)),
            (json!("2h"), Some(7_200)),
            (json!("soon"), None),
            (json!("3"), Some(3)),
        ] {
            assert_eq!(seconds(&text), expected, "{text}");
        }
        for (text, expected) in [
            (json!("512m"), Some(512)),
            (json!("1.5GB"), Some(1_536)),
            (json!(1_048_577), Some(2)),
            (json!("1 gb"), Some(1_024)),
            (json!("much"), None),
            (json!("99999999999999999999g"), None),
        ] {
            assert_eq!(mib(&text), expected, "{text}");
        }
        assert_eq!(cpu_units(&json!(0.5)), Some(512));
        assert_eq!(cpu_units(&json!("1.25")), Some(1_280));
        assert_eq!(cpu_units(&json!("ä.ö")), None);
    }

    #[test]
    fn lines_are_split() {
        let words = words_of(r#"sh -c "a \"b\" 'c'"  '' x\ y"#);
        assert_eq!(words, ["sh", "-c", r#"a "b" 'c'"#, "", "x y"]);
    }
}
