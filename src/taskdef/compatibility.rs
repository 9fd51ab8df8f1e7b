//! What a definition is compatible with, and what stands in the way of the rest.
//!
//! ECS does not publish how it finds `compatibilities`. What is known are answers: a plain bridge
//! definition is `EXTERNAL, EC2`, one with awsvpc and a Fargate size `EC2, MANAGED_INSTANCES,
//! FARGATE`, whichever of them it requires (samples of register-task-definition in the AWS CLI
//! Command Reference; answers of 2026 in public repositories). It fits that each stands for the
//! rules with it as the only one required; that is assumed here.

use super::draft::{Draft, Target};
use super::finding::{Finding, RefusedBy, Severity};
use super::node::{Bytes, Kind, Member, Node};
use super::rules;
use crate::model::task_definition::Compatibility;

/// The order of the answers.
const ORDER: [(Compatibility, Target); 4] = [
    (Compatibility::External, Target::External),
    (Compatibility::Ec2, Target::Ec2),
    (Compatibility::ManagedInstances, Target::ManagedInstances),
    (Compatibility::Fargate, Target::Fargate),
];

/// What ECS would refuse of a definition if one launch type were required of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacles {
    /// The launch type.
    pub launch_type: Compatibility,
    /// What stands in its way, in the order in which ECS speaks; empty if it is compatible. What
    /// is refused for every launch type is not among them.
    pub findings: Vec<Finding>,
}

/// What stands in the way of each launch type, in the order of `compatibilities`.
pub fn obstacles(draft: &Draft) -> Vec<Obstacles> {
    let mut alone = alone(draft);
    let mut rows: Vec<Obstacles> = ORDER
        .into_iter()
        .map(|(launch_type, target)| {
            alone.target = target;
            let mut findings = refusals(&alone);
            if matches!(target, Target::Fargate | Target::ManagedInstances) {
                offer_awsvpc(draft, &mut findings);
            }
            Obstacles {
                launch_type,
                findings,
            }
        })
        .collect();
    let is_same = |a: &Finding, b: &Finding| a.rule == b.rule && a.range == b.range;
    let common: Vec<Finding> = match rows.split_first() {
        Some((first, others)) => {
            let everywhere = |one: &&Finding| {
                let has = |row: &Obstacles| row.findings.iter().any(|other| is_same(one, other));
                others.iter().all(has)
            };
            first.findings.iter().filter(everywhere).cloned().collect()
        }
        None => Vec::new(),
    };
    for row in &mut rows {
        row.findings
            .retain(|one| !common.iter().any(|other| is_same(one, other)));
    }
    rows
}

/// The launch types that a definition is compatible with, in the order of the answers.
pub fn compatibilities(draft: &Draft) -> Vec<Compatibility> {
    let free = obstacles(draft)
        .into_iter()
        .filter(|row| row.findings.is_empty());
    free.map(|row| row.launch_type).collect()
}

/// The draft without what it requires: each launch type is asked about alone. The network mode that
/// follows from the requirement stays.
fn alone<'a>(draft: &Draft<'a>) -> Draft<'a> {
    let mode = draft.network_mode();
    let is_written = draft.root.get("networkMode").is_some();
    let implied = ["awsvpc", "bridge"]
        .into_iter()
        .find(|one| *one == mode && !is_written);
    let Kind::Object(members) = draft.root.kind.clone() else {
        return draft.clone();
    };
    let mut members = Vec::<Member>::from(members);
    for member in &mut members {
        if member.name == "requiresCompatibilities" {
            member.value.kind = Kind::List(Vec::new());
        }
    }
    if let Some(mode) = implied {
        let place = Draft::opening(&draft.root);
        let value = Node {
            kind: Kind::Text(mode.into()),
            range: place.clone(),
        };
        let member = Member {
            name: "networkMode".into(),
            name_range: place,
            value,
        };
        members.insert(0, member);
    }
    let root = Node {
        kind: Kind::Object(members.into()),
        range: draft.root.range.clone(),
    };
    Draft::new(draft.text, root, draft.target)
}

/// What ECS would refuse of a draft for its target.
fn refusals(draft: &Draft) -> Vec<Finding> {
    let mut findings = Vec::new();
    // What the model of the API says, in the first group, is the same for all launch types.
    for rule in rules::beyond_shape(draft) {
        // Rules that only inform have none; one of them asks this very question.
        if rule.severity == Severity::Error {
            rules::apply_one(rule, draft, &mut findings);
        }
    }
    findings.retain(|finding| {
        finding.severity == Severity::Error && finding.refused_by == RefusedBy::Service
    });
    let brace = Draft::opening(&draft.root);
    for finding in &mut findings {
        finding
            .fixes
            .retain(|fix| fix.edits.iter().all(|edit| !covers(&edit.range, &brace)));
    }
    findings
}

/// The fix of a network mode that is not in the text.
fn offer_awsvpc(draft: &Draft, findings: &mut [Finding]) {
    if draft.root.get("networkMode").is_some() {
        return;
    }
    let of_mode = findings
        .iter_mut()
        .filter(|one| one.path == "$.networkMode");
    for finding in of_mode {
        let awsvpc = rules::edits::set_fix(draft, &draft.root, "networkMode", "\"awsvpc\"");
        finding.fixes = vec![awsvpc];
    }
}

/// Whether an edit would replace the brace, where members stand that are not in the text.
fn covers(edit: &Bytes, brace: &Bytes) -> bool {
    edit.start <= brace.start && edit.end > brace.start
}

#[cfg(test)]
mod tests;
