//! What operators do, and how digits are read.

/// The outcome of a binary operator; None for a division by zero.
pub fn apply(sign: &str, left: i64, right: i64) -> Option<i64> {
    Some(match sign {
        "|" => left | right,
        "^" => left ^ right,
        "&" => left & right,
        "==" => i64::from(left == right),
        "!=" => i64::from(left != right),
        "<=" => i64::from(left <= right),
        ">=" => i64::from(left >= right),
        "<" => i64::from(left < right),
        ">" => i64::from(left > right),
        "<<" => left.wrapping_shl(right as u32),
        ">>" => left.wrapping_shr(right as u32),
        "+" => left.wrapping_add(right),
        "-" => left.wrapping_sub(right),
        "*" => left.wrapping_mul(right),
        "/" if right == 0 => return None,
        "/" => left.wrapping_div(right),
        _ if right == 0 => return None,
        _ => left.wrapping_rem(right),
    })
}

/// The value of a digit, if the radix has it.
pub fn digit_value(c: char, radix: i64) -> Option<i64> {
    let value = match c {
        '0'..='9' => c as i64 - '0' as i64,
        'a'..='z' => c as i64 - 'a' as i64 + 10,
        'A'..='Z' if radix <= 36 => c as i64 - 'A' as i64 + 10,
        'A'..='Z' => c as i64 - 'A' as i64 + 36,
        '@' => 62,
        '_' => 63,
        _ => return None,
    };
    (value < radix).then_some(value)
}

/// Where the bracket that opens a text is closed.
pub fn closing(text: &str) -> Option<usize> {
    let mut open = 0;
    for (at, c) in text.char_indices() {
        match c {
            '[' => open += 1,
            ']' => {
                open -= 1;
                if open == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}
