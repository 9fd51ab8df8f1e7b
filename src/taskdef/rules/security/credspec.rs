//! Credential specifications, for Active Directory.

use crate::taskdef::finding::Fix;
use crate::taskdef::rules::items::items;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_place, parts};

/// TD-CREDSPEC-MAX
pub static MAX: Rule = Rule::error(
    "TD-CREDSPEC-MAX",
    Wording::Ours,
    "ECS API, ContainerDefinition, credentialSpecs",
    most,
);

/// TD-CREDSPEC-FORMAT. The API speaks of ARNs only; the agent also takes `credentialspec:file://`,
/// as it does in `dockerSecurityOptions`.
pub static FORMAT: Rule = Rule::error(
    "TD-CREDSPEC-FORMAT",
    Wording::Ours,
    "ECS API, ContainerDefinition, credentialSpecs; amazon-ecs-agent, credentialspec",
    format,
);

/// TD-CREDSPEC-BOTH
pub static BOTH: Rule = Rule::warning(
    "TD-CREDSPEC-BOTH",
    Wording::Ours,
    "ECS API, ContainerDefinition, credentialSpecs",
    both,
);

const JOINED: &str = "credentialspec";
const DOMAINLESS: &str = "credentialspecdomainless";

/// On Windows on Fargate there are none, which another rule says.
fn may_have(draft: &Draft) -> bool {
    !(draft.is_windows() && draft.is_fargate())
}

fn most(draft: &Draft, found: &mut Found) {
    for (path, list, container) in parts(draft, "credentialSpecs") {
        if list.items().len() < 2 || !may_have(draft) {
            continue;
        }
        let said = Said::new(
            path,
            &name_place(container, "credentialSpecs"),
            "At most one credential spec per container",
            "A container acts as one account of the directory.",
        );
        found.say(said.fix(Fix {
            title: "Keep the first".to_owned(),
            edits: remove_items(list, |index| index > 0),
        }));
    }
}

fn format(draft: &Draft, found: &mut Found) {
    if !may_have(draft) {
        return;
    }
    for item in items(draft, "credentialSpecs") {
        let Some(spec) = item.node.text().filter(|spec| !is_placeholder(spec)) else {
            continue;
        };
        let (prefix, place) = spec.split_once(':').unwrap_or_default();
        let legal = match prefix {
            JOINED => is_arn(place) || place.starts_with("file://"),
            DOMAINLESS => is_arn(place),
            _ => false,
        };
        if legal {
            continue;
        }
        let said = Said::new(
            item.path,
            &item.node.range,
            "Use credentialspec:ARN or credentialspecdomainless:ARN",
            "The ARN is that of an SSM parameter or of an object in S3 with the specification. \
             Domainless needs no instance that has joined the domain.",
        );
        let better = is_arn(spec).then(|| {
            let prefix = if draft.is_fargate() {
                DOMAINLESS
            } else {
                JOINED
            };
            quoted(&format!("{prefix}:{spec}"))
        });
        found.say(match better {
            Some(json) => said.fix(replace(
                format!("Use {json}"),
                item.node.range.clone(),
                json,
            )),
            None => said,
        });
    }
}

/// Whether a text is the ARN of a parameter or of an object.
fn is_arn(text: &str) -> bool {
    let mut parts = text.splitn(6, ':');
    parts.next() == Some("arn")
        && matches!(parts.nth(1), Some("ssm" | "s3"))
        && parts.nth(2).is_some_and(|resource| !resource.is_empty())
}

fn both(draft: &Draft, found: &mut Found) {
    if draft.is_fargate() {
        return;
    }
    for option in items(draft, "dockerSecurityOptions") {
        let old = option.node.text().unwrap_or_default();
        let specs = option.container.list("credentialSpecs");
        if specs.is_empty() || !old.starts_with("credentialspec:") {
            continue;
        }
        let said = Said::new(
            option.path,
            &option.node.range,
            "Use one mechanism",
            "credentialSpecs says it too, and is the newer one.",
        );
        found.say(said.fix(option.remove()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, container_on_windows};
    use crate::taskdef::rules::fixtures::{fixed, found, says};

    const SSM: &str = "arn:aws:ssm:us-east-1:210987654321:parameter/spec";

    fn of(specs: &str) -> String {
        let list = format!(r#""name": "a", "credentialSpecs": [{specs}]"#);
        format!(r#"{{"containerDefinitions": [{{{list}}}]}}"#)
    }

    #[test]
    fn one_is_the_most() {
        let one = format!(r#""credentialspec:{SSM}""#);
        let two = of(&format!("{one}, {one}"));
        let path = "$.containerDefinitions[0].credentialSpecs";
        let message = "At most one credential spec per container";
        assert_eq!(
            says(&MAX, &two),
            [format!("error {path} at «\"credentialSpecs\"»: {message}")]
        );
        assert_eq!(fixed(&MAX, &two), of(&one));
        assert!(says(&MAX, &of(&one)).is_empty());
    }

    #[test]
    fn it_is_a_kind_and_an_arn() {
        for legal in [
            "credentialspec:arn:aws:s3:::bucket/spec.json",
            "credentialspecdomainless:arn:aws-cn:s3:::bucket/spec.json",
            "credentialspec:file://spec.json",
            "credentialspec:${ARN}",
        ] {
            assert!(
                says(&FORMAT, &of(&format!("\"{legal}\""))).is_empty(),
                "{legal}"
            );
        }
        let bare = of(&format!("\"{SSM}\""));
        assert_eq!(fixed(&FORMAT, &bare), of(&format!("\"{JOINED}:{SSM}\"")));
        let list = format!(r#""credentialSpecs": ["{SSM}"]"#);
        assert!(fixed(&FORMAT, &container_on_fargate(&list)).contains(DOMAINLESS));
        assert!(says(&FORMAT, &container_on_windows(&list)).is_empty());
        for wrong in ["credentialspecdomainless:file://a", "credentialspec:a", ""] {
            let found = found(&FORMAT, &of(&format!("\"{wrong}\"")));
            assert_eq!(found.len(), 1, "{wrong}");
            assert!(found[0].fixes.is_empty());
        }
    }

    #[test]
    fn there_are_two_ways_to_name_it() {
        let old = r#""name": "a", "dockerSecurityOptions": ["credentialspec:file://a.json"]"#;
        let text = of(&format!(r#""credentialspec:{SSM}""#)).replace(r#""name": "a""#, old);
        let path = "$.containerDefinitions[0].dockerSecurityOptions[0]";
        assert!(says(&BOTH, &text)[0].starts_with(&format!("warning {path} at")));
        assert!(says(&BOTH, &fixed(&BOTH, &text)).is_empty());
        assert!(says(&BOTH, &text.replace("credentialspec:file", "label:file")).is_empty());
    }
}
