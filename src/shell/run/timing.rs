//! What `time` says.

/// Without `TIMEFORMAT`.
pub const PLAIN: &str = "\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS";
/// `time -p`
pub const PORTABLE: &str = "real %2R\nuser %2U\nsys %2S";

/// A format filled in. Programs take no time of a processor here, only simulated time passes.
pub fn text(format: &str, millis: u64) -> String {
    if format.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    let mut rest = format.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let digits = rest.peek().and_then(|c| c.to_digit(10));
        if digits.is_some() {
            rest.next();
        }
        let places = digits.unwrap_or(3).min(3);
        let long = rest.next_if_eq(&'l').is_some();
        match rest.next() {
            Some('R') => out.push_str(&span(millis, places, long)),
            Some('U' | 'S') => out.push_str(&span(0, places, long)),
            Some('P') => out.push_str("0.00"),
            Some('%') => out.push('%'),
            Some(other) => out.extend(['%', other]),
            None => out.push('%'),
        }
    }
    out + "\n"
}

/// `1.250`, or `0m1.250s`
fn span(millis: u64, places: u32, long: bool) -> String {
    let (minutes, rest) = if long {
        (millis / 60_000, millis % 60_000)
    } else {
        (0, millis)
    };
    let mut seconds = (rest / 1_000).to_string();
    if places > 0 {
        let part = format!("{:03}", rest % 1_000);
        seconds.push_str(&format!(".{}", &part[..places as usize]));
    }
    if long {
        format!("{minutes}m{seconds}s")
    } else {
        seconds
    }
}
