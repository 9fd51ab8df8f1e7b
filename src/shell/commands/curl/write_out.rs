//! `curl -w`

use super::Outcome;

/// The format with its variables filled in.
pub fn written(format: &str, outcome: &Outcome) -> String {
    let mut out = String::new();
    let mut rest = format;
    while let Some(at) = rest.find(['%', '\\']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let variable = rest
            .strip_prefix("%{")
            .and_then(|name| name.split_once('}'));
        if let Some((name, behind)) = variable {
            out.push_str(&value(name, outcome));
            rest = behind;
            continue;
        }
        let (text, length) = match rest.get(..2) {
            Some("\\n") => ("\n", 2),
            Some("\\t") => ("\t", 2),
            Some("\\r") => ("\r", 2),
            Some("%%") => ("%", 2),
            _ => (&rest[..1], 1),
        };
        out.push_str(text);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn value(name: &str, outcome: &Outcome) -> String {
    let reached = outcome.status > 0;
    match name {
        "http_code" | "response_code" => format!("{:03}", outcome.status),
        "url" | "url_effective" => outcome.url.clone(),
        "content_type" => outcome.kind.clone(),
        "size_download" => outcome.size.to_string(),
        "time_total" | "time_connect" => {
            format!(
                "{}.{:03}000",
                outcome.millis / 1_000,
                outcome.millis % 1_000
            )
        }
        "exitcode" => outcome.code.to_string(),
        "remote_ip" if reached => outcome.host.clone(),
        "remote_port" if reached => outcome.port.to_string(),
        "num_connects" => u8::from(reached).to_string(),
        _ => String::new(),
    }
}
