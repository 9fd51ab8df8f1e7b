//! Keys that an object does not have.

use super::names::{NEAR, nearest};
use super::walk::Odd;
use super::{alone, said_of_key};
use crate::shapes::{Kind, Shape};
use crate::taskdef::finding::{Edit, Fix};
use crate::taskdef::node;
use crate::taskdef::rules::edits::{insert_member, remove_items};
use crate::taskdef::rules::prelude::*;

/// TD-JSON-UNKNOWN-FIELD
pub static RULE: Rule = Rule {
    refused_by: RefusedBy::Client,
    ..Rule::error(
        "TD-JSON-UNKNOWN-FIELD",
        Wording::Sdk,
        "botocore, validate.py",
        |draft, found| alone(&RULE, draft, found),
    )
};

/// Names that are far from what they mean. Source of the names: Docker Compose, Kubernetes and ECS
/// itself, which calls the range of the host so in answers.
const MEANT: &[(&str, &str)] = &[
    ("hostPortRange", "containerPortRange"),
    ("env", "environment"),
    ("envFiles", "environmentFiles"),
    ("ports", "portMappings"),
    ("labels", "dockerLabels"),
    ("healthcheck", "healthCheck"),
    ("volumeMounts", "mountPoints"),
    ("args", "command"),
    ("workdir", "workingDirectory"),
    ("containers", "containerDefinitions"),
    ("value", "valueFrom"),
    ("soft", "softLimit"),
    ("hard", "hardLimit"),
];

/// Members of requests that start tasks. Source: ECS API, CreateService and RunTask.
const OF_SERVICES: &[&str] = &[
    "serviceName",
    "desiredCount",
    "launchType",
    "loadBalancers",
    "networkConfiguration",
    "cluster",
    "deploymentConfiguration",
    "schedulingStrategy",
    "platformVersion",
    "capacityProviderStrategy",
    "healthCheckGracePeriodSeconds",
    "enableExecuteCommand",
    "subnets",
    "securityGroups",
    "assignPublicIp",
];

/// What the SDK says of a key, known to ECS elsewhere or not.
pub(super) fn message(odd: &Odd) -> String {
    let members = odd.inside.shape.members().iter();
    let known: Vec<&str> = members.map(|member| member.name).collect();
    format!(
        "Unknown parameter in {}: \"{}\", must be one of: {}",
        odd.inside.place.of_client(),
        odd.name(),
        known.join(", ")
    )
}

pub(super) fn say(odd: &Odd, found: &mut Found) {
    let help = if odd.name() == "Resources" && odd.inside.above.is_none() {
        "This looks like a CloudFormation template. Here goes what stands in the Properties of its \
         AWS::ECS::TaskDefinition."
    } else if OF_SERVICES.contains(&odd.name()) {
        "It belongs to a service or to the run of a task, not to the definition."
    } else {
        "The SDKs and the CLI refuse it; ECS itself would ignore it, and what it should do would \
         not happen."
    };
    let mut said = said_of_key(odd, message(odd), help);
    let to_other = match odd.name() {
        "valueFrom" => to_list(odd, "environment", "secrets", "value"),
        "value" => to_list(odd, "secrets", "environment", "valueFrom"),
        _ => None,
    };
    for fix in [to_other, rename(odd), move_out(odd), move_in(odd)]
        .into_iter()
        .flatten()
    {
        said = said.fix(fix);
    }
    found.say(said.fix(odd.removal()));
}

/// Which member of an object a key that it does not have may mean: one that is not there yet.
fn meant(key: &str, object: &Node, shape: &Shape) -> Option<&'static str> {
    let members = || shape.members().iter().map(|member| member.name);
    let meant = MEANT.iter().find(|(name, _)| *name == key);
    let meant = meant
        .map(|(_, meant)| *meant)
        .filter(|meant| members().any(|one| one == *meant));
    let free = members().filter(|name| object.member(name).is_none());
    let name = meant.or_else(|| nearest(key, free, NEAR))?;
    object.member(name).is_none().then_some(name)
}

fn rename(odd: &Odd) -> Option<Fix> {
    let name = meant(odd.name(), odd.inside.node, odd.inside.shape)?;
    let key = odd.holder.members().get(odd.index)?;
    Some(replace(
        format!("Rename to {name}"),
        key.name_range.clone(),
        quoted(name),
    ))
}

/// A variable with `valueFrom` is a secret, and one with `value` is none. Source: ECS API,
/// ContainerDefinition, `secrets` and `environment`.
fn to_list(odd: &Odd, from: &str, to: &str, own: &str) -> Option<Fix> {
    let container = odd.inside.above?.node;
    let variable = odd.inside.node;
    if variable.member(own).is_some() {
        return None;
    }
    let list = container.get(from)?;
    let mut edits = remove_items(list, |index| list.items()[index].range == variable.range);
    if edits.is_empty() {
        return None;
    }
    let secret = odd.draft.text.get(variable.range.clone())?;
    edits.push(match container.get(to) {
        Some(secrets) if !matches!(secrets.kind, node::Kind::List(_)) => return None,
        Some(secrets) => Edit {
            range: Draft::opening(secrets),
            text: if secrets.items().is_empty() {
                format!("[{secret}")
            } else {
                format!("[{secret}, ")
            },
        },
        None => insert_member(odd.draft, container, to, &format!("[{secret}]")),
    });
    in_text_order(&mut edits);
    Some(Fix {
        title: format!("Move it to {to}"),
        edits,
    })
}

/// Into an object around it that has such a member and not yet this one.
fn move_out(odd: &Odd) -> Option<Fix> {
    let mut around = odd.inside.above;
    while let Some(object) = around {
        let fits = object.shape.member(odd.name()).is_some();
        if fits && object.node.member(odd.name()).is_none() {
            let insertion = insert_member(odd.draft, object.node, odd.name(), written(odd));
            let title = format!("Move {} out to {}", odd.name(), object.place.of_client());
            return Some(moved(odd, title, insertion));
        }
        around = object.above;
    }
    None
}

/// Into a member object that has such a member and not yet this one.
fn move_in(odd: &Odd) -> Option<Fix> {
    let members = odd.inside.shape.members().iter();
    let mut homes = members.filter(|member| match member.shape.get().kind {
        Kind::Structure { .. } => member.shape.get().member(odd.name()).is_some(),
        Kind::List { .. }
        | Kind::Map { .. }
        | Kind::Text { .. }
        | Kind::Integer { .. }
        | Kind::Long
        | Kind::Number { .. }
        | Kind::Truth
        | Kind::Time
        | Kind::Document => false,
    });
    let home = homes.next()?;
    let title = format!("Move {} into {}", odd.name(), home.name);
    let value = written(odd);
    match odd.inside.node.member(home.name) {
        Some(there) if there.value.member(odd.name()).is_some() => None,
        Some(there) if !matches!(there.value.kind, node::Kind::Object(_)) => None,
        Some(there) => {
            let insertion = insert_member(odd.draft, &there.value, odd.name(), value);
            Some(moved(odd, title, insertion))
        }
        None => {
            let key = odd.holder.members().get(odd.index)?;
            let range = key.name_range.start..key.value.range.end;
            let text = format!("{}: {{{}: {value}}}", quoted(home.name), quoted(odd.name()));
            Some(replace(title, range, text))
        }
    }
}

fn written<'a>(odd: &Odd<'_, 'a>) -> &'a str {
    odd.draft
        .text
        .get(odd.node.range.clone())
        .unwrap_or_default()
}

fn moved(odd: &Odd, title: String, insertion: Edit) -> Fix {
    let mut edits = odd.removal().edits;
    edits.push(insertion);
    in_text_order(&mut edits);
    Fix { title, edits }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{applied, fixed, found, says};

    fn all_fixed(text: &str) -> Vec<String> {
        let fixes = &found(&RULE, text)[0].fixes;
        fixes.iter().map(|fix| applied(text, &fix.edits)).collect()
    }

    #[test]
    fn the_nearest_member_is_offered() {
        let text = r#"{"runtimePlatform": {"cpuArchitektur": "ARM64"}}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.runtimePlatform.cpuArchitektur at «\"cpuArchitektur\"»: Unknown parameter \
                 in runtimePlatform: \"cpuArchitektur\", must be one of: cpuArchitecture, \
              operatingSystemFamily"
            ]
        );
        assert_eq!(
            fixed(&RULE, text),
            text.replace("Architektur", "Architecture")
        );
    }

    #[test]
    fn members_move_out_and_in() {
        assert_eq!(
            fixed(
                &RULE,
                r#"{"runtimePlatform": {"cpu": "256", "cpuArchitecture": "ARM64"}}"#
            ),
            r#"{"runtimePlatform": {"cpuArchitecture": "ARM64"}, "cpu": "256"}"#
        );
        let with = |container: &str| format!(r#"{{"containerDefinitions": [{{{container}}}]}}"#);
        let moved = with(r#""logConfiguration": {"logDriver": "awslogs"}"#);
        assert_eq!(fixed(&RULE, &with(r#""logDriver": "awslogs""#)), moved);
        assert_eq!(
            fixed(
                &RULE,
                &with(r#""logConfiguration": {}, "logDriver": "awslogs""#)
            ),
            moved
        );
    }

    #[test]
    fn what_fits_nowhere_goes() {
        assert_eq!(
            all_fixed(r#"{"cpu": "256", "colour": 1}"#),
            [r#"{"cpu": "256"}"#]
        );
    }

    #[test]
    fn a_variable_from_elsewhere_is_a_secret() {
        let with = |container: &str| format!(r#"{{"containerDefinitions": [{{{container}}}]}}"#);
        let text = with(r#""environment": [{"name": "A", "valueFrom": "b"}, {"name": "C"}]"#);
        assert_eq!(
            fixed(&RULE, &text),
            with(r#""environment": [{"name": "C"}], "secrets": [{"name": "A", "valueFrom": "b"}]"#)
        );
        let text = with(r#""secrets": [], "environment": [{"name": "A", "valueFrom": "b"}]"#);
        assert_eq!(
            fixed(&RULE, &text),
            with(r#""secrets": [{"name": "A", "valueFrom": "b"}], "environment": []"#)
        );
    }

    #[test]
    fn a_secret_with_its_value_is_a_variable() {
        let text = r#"{"containerDefinitions": [{"secrets": [{"name": "A", "value": "b"}]}]}"#;
        assert_eq!(
            fixed(&RULE, text),
            text.replace("secrets\"", "secrets\": [], \"environment\"")
        );
    }

    #[test]
    fn known_strangers_are_renamed() {
        let text = r#"{"containerDefinitions": [{"ports": []}]}"#;
        assert_eq!(fixed(&RULE, text), text.replace("ports", "portMappings"));
    }
}
