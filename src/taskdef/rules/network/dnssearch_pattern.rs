//! Search domains that are no domains.

use crate::taskdef::rules::items::items;
use crate::taskdef::rules::prelude::*;

/// TD-DNSSEARCH-PATTERN
pub static RULE: Rule = Rule::error(
    "TD-DNSSEARCH-PATTERN",
    Wording::Ours,
    "Developer Guide, Task definition parameters, dnsSearchDomains",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    // There the whole list is refused.
    if draft.network_mode() == "awsvpc" {
        return;
    }
    for item in items(draft, "dnsSearchDomains") {
        let domain = item.node.text().filter(|text| !is_placeholder(text));
        let Some(domain) = domain.filter(|text| !is_domain(text)) else {
            continue;
        };
        let message = format!("Invalid search domain \"{domain}\"");
        let help = "Up to 254 letters, digits, hyphens and dots, with a letter or digit last.";
        let mut said = Said::new(item.path, &item.node.range, message, help);
        let better = domain.trim().trim_end_matches(['.', '-']);
        if is_domain(better) {
            let title = format!("Use {better}");
            said = said.fix(replace(title, item.node.range.clone(), quoted(better)));
        }
        found.say(said.fix(item.remove()));
    }
}

/// `^[a-zA-Z0-9-.]{0,253}[a-zA-Z0-9]$`, as the guide has it.
fn is_domain(text: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    text.len() <= 254
        && text.bytes().all(legal)
        && text
            .bytes()
            .last()
            .is_some_and(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(domain: &str) -> String {
        format!(r#"{{"containerDefinitions": [{{"dnsSearchDomains": ["{domain}"]}}]}}"#)
    }

    #[test]
    fn a_domain_ends_in_a_letter_or_digit() {
        assert_eq!(
            says(&RULE, &with("corp.example.")),
            [
                "error $.containerDefinitions[0].dnsSearchDomains[0] at «\"corp.example.\"»: \
                 Invalid search domain \"corp.example.\""
            ]
        );
        assert_eq!(fixed(&RULE, &with("corp.example.")), with("corp.example"));
        assert!(fixed(&RULE, &with("a_b")).contains("[]"));
        for domain in ["corp.example", "a", "${domain}"] {
            assert!(says(&RULE, &with(domain)).is_empty(), "{domain}");
        }
        assert_eq!(says(&RULE, &with(&"a".repeat(255))).len(), 1);
        let awsvpc = with("a.").replacen('{', r#"{"networkMode": "awsvpc", "#, 1);
        assert!(says(&RULE, &awsvpc).is_empty());
    }
}
