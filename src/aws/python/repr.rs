//! Values as Python writes them: `repr`, `str`, and the names of their types.

use serde_json::{Number, Value};

/// How objects are written: those of `json.loads` differ where the CLI asks for their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objects {
    /// `{'a': 1}`
    Plain,
    /// `OrderedDict([('a', 1)])`
    Ordered,
}

/// `repr(text)`: single quotes, unless there are such and no double ones inside.
pub fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if letter == quote => {
                out.push('\\');
                out.push(letter);
            }
            letter if (letter as u32) < 0x20 || (0x7f..=0xa0).contains(&(letter as u32)) => {
                out.push_str(&format!("\\x{:02x}", letter as u32));
            }
            letter if is_unseen(letter as u32) => {
                let code = letter as u32;
                out.push_str(&match code {
                    0..=0xff => format!("\\x{code:02x}"),
                    0x100..=0xffff => format!("\\u{code:04x}"),
                    _ => format!("\\U{code:08x}"),
                });
            }
            letter => out.push(letter),
        }
    }
    out.push(quote);
    out
}

/// `repr(bytes)`: `b'a\xff'`.
pub fn quoted_bytes(bytes: &[u8]) -> String {
    let quote = match bytes.contains(&b'\'') && !bytes.contains(&b'"') {
        true => '"',
        false => '\'',
    };
    let mut out = format!("b{quote}");
    for byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            byte if char::from(*byte) == quote => out.extend(['\\', quote]),
            0x20..0x7f => out.push(char::from(*byte)),
            byte => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push(quote);
    out
}

/// Spaces, marks that say how to lay text out, and places that no letter has.
/// Source: Python, `str.isprintable`: the Unicode categories Zs, Zl, Zp, Cf and Co.
fn is_unseen(code: u32) -> bool {
    matches!(
        code,
        0xad | 0x600..=0x605 | 0x61c | 0x6dd | 0x70f | 0x1680 | 0x180e | 0x2000..=0x200f
            | 0x2028..=0x202f | 0x205f..=0x206f | 0x3000 | 0xe000..=0xf8ff | 0xfeff
            | 0xfff9..=0xfffb | 0xe0001 | 0xe0020..=0xe007f | 0xf0000..
    )
}

/// `repr` of a list of strings.
pub fn quoted_list(items: &[&str]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

/// `str(value)`: a string stands for itself.
pub fn text(value: &Value, objects: Objects) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => repr(other, objects),
    }
}

/// `repr(value)`.
pub fn repr(value: &Value, objects: Objects) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number_text(number),
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| repr(item, objects)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let pairs = members.iter().map(|(name, value)| match objects {
                Objects::Plain => format!("{}: {}", quoted(name), repr(value, objects)),
                Objects::Ordered => format!("({}, {})", quoted(name), repr(value, objects)),
            });
            let pairs = pairs.collect::<Vec<String>>().join(", ");
            match objects {
                Objects::Plain => format!("{{{pairs}}}"),
                Objects::Ordered if members.is_empty() => "OrderedDict()".to_owned(),
                Objects::Ordered => format!("OrderedDict([{pairs}])"),
            }
        }
    }
}

/// A number: `1`, `1.0`, `1e+16`.
pub fn number_text(number: &Number) -> String {
    match number.as_f64() {
        Some(value) if number.is_f64() => float_text(value),
        Some(_) | None => number.to_string(),
    }
}

/// A float: the shortest digits that mean it, with an exponent below 1e-4 and from 1e16 on.
pub fn float_text(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let power: i32 = exponent.parse().unwrap_or(0);
    if value != 0.0 && !(-4..16).contains(&power) {
        let sign = if power < 0 { '-' } else { '+' };
        return format!("{digits}e{sign}{:02}", power.abs());
    }
    let plain = format!("{value}");
    if plain.contains('.') {
        plain
    } else {
        plain + ".0"
    }
}

/// The name of a value's type: `str`.
pub fn type_name(value: &Value, objects: Objects) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) if objects == Objects::Ordered => "collections.OrderedDict",
        Value::Object(_) => "dict",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn writes_values_as_python_does() {
        let value = json!({"a": [1, 1.0, null, true], "it's": "\"\n"});
        let plain = "{'a': [1, 1.0, None, True], \"it's\": '\"\\n'}";
        assert_eq!(text(&value, Objects::Plain), plain);
        assert_eq!(
            text(&json!([{"a": {}}]), Objects::Ordered),
            "[OrderedDict([('a', OrderedDict())])]"
        );
        assert_eq!(quoted("it's \"so\""), r#"'it\'s "so"'"#);
    }

    #[test]
    fn writes_floats_as_python_does() {
        for (value, text) in [
            (1.0, "1.0"),
            (0.1, "0.1"),
            (-2.5, "-2.5"),
            (0.0, "0.0"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1.5e300, "1.5e+300"),
        ] {
            assert_eq!(float_text(value), text);
        }
    }
}
