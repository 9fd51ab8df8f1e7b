//! Names of members: what other tools call them, and which is nearest.

use crate::shapes::{Member, Shape};
use crate::sim::sort;
use crate::taskdef::node::{self, Kind, Node};
use std::cmp::Ordering;

/// Who spells names otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// `PascalCase`
    CloudFormation,
    /// `snake_case`
    Terraform,
    /// `kebab-case`
    Cli,
}

/// Members that only answers have. Source: ECS API, TaskDefinition against RegisterTaskDefinition.
pub const READ_ONLY: &[&str] = &[
    "taskDefinitionArn",
    "revision",
    "status",
    "requiresAttributes",
    "compatibilities",
    "registeredAt",
    "registeredBy",
    "deregisteredAt",
    "deleteRequestedAt",
];

/// The member that another tool's spelling means.
pub fn misspelt(name: &str, shape: &Shape) -> Option<(Tool, &'static Member)> {
    let tool = if name.contains('_') {
        Tool::Terraform
    } else if name.contains('-') {
        Tool::Cli
    } else if name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
        Tool::CloudFormation
    } else {
        return None;
    };
    // Source: CloudFormation reference, AWS::ECS::TaskDefinition ProxyConfiguration.
    let special = match name {
        "ProxyConfigurationProperties" => "properties",
        _ => name,
    };
    let mut members = shape.members().iter();
    let member = members.find(|member| is_same(special, member.name))?;
    Some((tool, member))
}

/// Whether two names differ in their case and in what joins their words only.
pub fn is_same(a: &str, b: &str) -> bool {
    letters(a).eq(letters(b))
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    let letters = name.chars().filter(|letter| !"_-".contains(*letter));
    letters.map(|letter| letter.to_ascii_lowercase())
}

/// Whether a member is a function of CloudFormation, which is filled in before the request is sent.
/// Source: CloudFormation User Guide, Intrinsic function reference.
pub fn is_intrinsic(name: &str) -> bool {
    // Asked of every member: the first letter answers nearly always.
    match name.as_bytes().first() {
        Some(b'R') => name == "Ref",
        Some(b'F') => name.starts_with("Fn::"),
        Some(_) | None => false,
    }
}

/// Whether a member's strings are for the program in the container, who may want anything.
pub fn holds_anything(shape: &str, member: &str) -> bool {
    matches!(
        (shape, member),
        ("ContainerDefinition" | "HealthCheck", "command")
            | ("ContainerDefinition", "entryPoint")
            | ("KeyValuePair", "value")
    )
}

/// Whether a string is a list of containers, as Terraform's `container_definitions` is.
pub fn is_containers(shape: &Shape, text: &str) -> bool {
    shape.name == "ContainerDefinitions"
        && text.trim_start().starts_with('[')
        && serde_json::from_str::<Vec<serde_json::Value>>(text).is_ok()
}

/// Whether a number is written with a fraction or an exponent.
pub fn has_fraction(node: &Node) -> bool {
    match node.kind {
        Kind::Number(digits) => digits.contains(['.', 'e', 'E']),
        Kind::Null | Kind::Truth(_) | Kind::Text(_) | Kind::List(_) | Kind::Object(_) => false,
    }
}

/// Calls back for each member that a later one of the same name overrides.
pub fn repeated(members: &[node::Member], found: &mut dyn FnMut(usize)) {
    const FEW: usize = 64;
    if members.len() <= FEW {
        for (index, member) in members.iter().enumerate() {
            let mut later = members[index + 1..].iter();
            if later.any(|one| one.name == member.name) {
                found(index);
            }
        }
        return;
    }
    let order = sort::places(members.len(), &|a, b| members[a].name.cmp(&members[b].name));
    for pair in order.windows(2) {
        if members[pair[0]].name == members[pair[1]].name {
            found(pair[0]);
        }
    }
}

/// So many edits still make the same word.
pub const NEAR: usize = 2;

/// The nearest of some names: the same but for case, else that with the fewest edits.
pub fn nearest<'n>(
    name: &str,
    among: impl Iterator<Item = &'n str>,
    most: usize,
) -> Option<&'n str> {
    let mut best: Option<(usize, &str)> = None;
    for candidate in among {
        let edits = if is_same(name, candidate) {
            0
        } else {
            1 + distance(name, candidate)
        };
        let better = best.is_none_or(|(least, _)| edits.cmp(&least) == Ordering::Less);
        if edits <= most + 1 && better {
            best = Some((edits, candidate));
        }
    }
    best.map(|(_, name)| name)
}

/// The Levenshtein distance, without regard to ASCII case; long texts are far from everything.
pub fn distance(a: &str, b: &str) -> usize {
    const LONG: usize = 64;
    if a.len() > LONG || b.len() > LONG {
        return usize::MAX / 2;
    }
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(!x.eq_ignore_ascii_case(y));
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::{definition, output};

    #[test]
    fn names_have_distances() {
        assert_eq!(distance("familly", "family"), 1);
        assert_eq!(distance("memroy", "memory"), 2);
        let names = ["family", "cpu", "memory"];
        assert_eq!(nearest("FAMILY", names.into_iter(), 2), Some("family"));
        assert_eq!(nearest("familly", names.into_iter(), 2), Some("family"));
        assert_eq!(nearest("volumes", names.into_iter(), 2), None);
    }

    #[test]
    fn other_tools_spellings_are_known() {
        let shape = definition();
        let meant = |name| misspelt(name, shape).map(|(tool, member)| (tool, member.name));
        assert_eq!(
            meant("NetworkMode"),
            Some((Tool::CloudFormation, "networkMode"))
        );
        assert_eq!(
            meant("task_role_arn"),
            Some((Tool::Terraform, "taskRoleArn"))
        );
        assert_eq!(meant("pid-mode"), Some((Tool::Cli, "pidMode")));
        assert_eq!(meant("networkmode"), None);
        assert_eq!(meant("Colour"), None);
    }

    #[test]
    fn answers_have_members_that_requests_do_not() {
        let output = output("RegisterTaskDefinition").unwrap();
        let answer = output.member("taskDefinition").unwrap().shape.get();
        let request = definition();
        let members = answer.members().iter().map(|member| member.name);
        let mut more: Vec<&str> = members
            .filter(|name| request.member(name).is_none())
            .collect();
        let mut known = READ_ONLY.to_vec();
        more.sort_unstable();
        known.sort_unstable();
        assert_eq!(more, known);
    }

    #[test]
    fn many_members_are_compared_in_order() {
        let text = format!(
            "{{{}\"k7\": 0}}",
            (0..100)
                .map(|n| format!("\"k{n}\": 0,"))
                .collect::<String>()
        );
        let draft = crate::taskdef::rules::fixtures::draft(&text);
        let mut found = Vec::new();
        repeated(draft.root.members(), &mut |index| found.push(index));
        assert_eq!(found, [7]);
    }
}
