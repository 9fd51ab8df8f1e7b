//! Members that an object needs.

use super::alone;
use super::walk::{Odd, What};
use crate::shapes::{Kind, Member, Shape};
use crate::taskdef::rules::prelude::*;

/// TD-JSON-REQUIRED
pub static RULE: Rule = Rule {
    refused_by: RefusedBy::Client,
    ..Rule::error(
        "TD-JSON-REQUIRED",
        Wording::Sdk,
        "botocore, validate.py",
        |draft, found| {
            alone(&RULE, draft, found);
        },
    )
};

pub(super) fn say(odd: &Odd, found: &mut Found) {
    let What::Missing(member) = odd.what else {
        return;
    };
    // The family of the definition has a rule of its own.
    if member.name == "family" {
        return;
    }
    let object = odd.inside.node;
    let place = odd.inside.place.of_client();
    let message = format!("Missing required parameter in {place}: \"{}\"", member.name);
    let help = format!(
        "{} has to be there: the others mean nothing without it.",
        member.name
    );
    let said = Said::new(
        odd.place.json_path(),
        &Draft::opening(object),
        message,
        help,
    );
    let json = example(member);
    let mut fix = insert_fix(odd.draft, object, member.name, &json);
    if json.starts_with(['[', '{']) {
        fix.title = format!("Add {}", member.name);
    }
    found.say(said.fix(fix));
}

/// A value for a member that somebody has to look at anyway.
pub(super) fn example(member: &Member) -> String {
    let known = match member.name {
        "containerDefinitions" => {
            r#"[{"name": "app", "image": "public.ecr.aws/nginx/nginx:1.27", "memory": 128}]"#
        }
        "command" => r#"["CMD-SHELL", "exit 0"]"#,
        "name" => r#""NAME""#,
        "containerName" => r#""app""#,
        "ipAddress" => r#""10.0.0.1""#,
        "fileSystemId" => r#""fs-0123456789abcdef0""#,
        "containerPath" | "rootDirectory" => r#""/data""#,
        "hostPath" => r#""/dev/null""#,
        "valueFrom" => r#""/app/NAME""#,
        "size" => "64",
        "sizeInGiB" => "21",
        "softLimit" | "hardLimit" => "1024",
        _ => return of_shape(member.shape.get(), member.name),
    };
    // `name` may also be an enum, of which it is one value.
    if let Kind::Text { one_of, .. } = member.shape.get().kind
        && let Some(value) = one_of.first()
    {
        return quoted(value);
    }
    known.to_owned()
}

fn of_shape(shape: &Shape, name: &str) -> String {
    match shape.kind {
        Kind::Text { one_of, .. } => quoted(one_of.first().unwrap_or(&name)),
        Kind::Integer { min, .. } => min.unwrap_or(1).to_string(),
        Kind::Long | Kind::Number { .. } | Kind::Time => "1".into(),
        Kind::Truth => "true".into(),
        Kind::List { .. } => "[]".into(),
        Kind::Map { .. } | Kind::Document => "{}".into(),
        Kind::Structure { members, .. } => {
            let required = members.iter().filter(|member| member.required);
            let written: Vec<String> = required
                .map(|member| format!("{}: {}", quoted(member.name), example(member)))
                .collect();
            format!("{{{}}}", written.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn what_is_missing_is_put_in() {
        let text = r#"{"family": "a", "containerDefinitions": [{"healthCheck": {"retries": 3}}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[0].healthCheck.command at «{»: Missing required \
              parameter in containerDefinitions[0].healthCheck: \"command\""
            ]
        );
        assert_eq!(
            fixed(&RULE, text),
            text.replace("3}", r#"3, "command": ["CMD-SHELL", "exit 0"]}"#)
        );
    }

    #[test]
    fn an_empty_request_needs_containers() {
        assert_eq!(says(&RULE, "{}").len(), 1);
        assert!(says(&RULE, r#"{"Family": "a", "ContainerDefinitions": []}"#).is_empty());
    }

    #[test]
    fn examples_are_of_their_shapes() {
        let text = r#"{"family": "a", "containerDefinitions": [{"ulimits": [{}]}],
            "volumes": [{"fsxWindowsFileServerVolumeConfiguration": {}}]}"#;
        let mut text = text.to_owned();
        for _ in 0..6 {
            assert_ne!(says(&RULE, &text), [""; 0]);
            text = fixed(&RULE, &text);
        }
        assert!(says(&RULE, &text).is_empty());
        assert!(text.contains(r#""name": "core""#), "{text}");
        assert!(
            text.contains(r#"{"credentialsParameter": "credentialsParameter", "#),
            "{text}"
        );
    }
}
