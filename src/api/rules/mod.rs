//! The rules of requests that create services and launch tasks, and their table.
//!
//! A rule looks at a request, with the task definition that it names and, for an update, the
//! service as it stands, and adds a finding for each place where it does not hold. Operations
//! refuse with the first error that the service gives; forms show them all. Order of the table =
//! the order in which the operations speak: names, launch type, scheduling, task definition,
//! limits, network, placement, platform, and then what a launch is given.

pub mod balancers;
pub mod connect;
pub mod controllers;
pub mod definition;
pub mod deployment;
pub mod exec;
mod finding;
pub mod grace;
pub mod launch;
pub mod left_out;
pub mod mesh;
pub mod names;
pub mod network;
pub mod overrides;
pub mod placement;
pub mod platform;
mod prelude;
pub mod providers;
pub mod registries;
pub mod scheduling;
mod subject;
pub mod target_groups;
#[cfg(test)]
mod tests;
pub mod traffic;
pub mod volumes;
mod whole;

use super::{Code, Refusal, Request};
use crate::model::World;
use crate::taskdef::{RefusedBy, Severity, Wording};
use serde_json::Value;

pub use finding::{Finding, Found};
pub use subject::{Action, Subject, tenths};

/// A rule: facts that all its findings share, and the check.
pub struct Rule {
    /// Its id.
    pub id: &'static str,
    /// The actions whose requests it looks at.
    pub on: &'static [Action],
    /// How bad its findings are; some may be milder.
    pub severity: Severity,
    /// Who refuses.
    pub refused_by: RefusedBy,
    /// How far its wording is AWS's.
    pub wording: Wording,
    /// The error that a refusal comes as.
    pub code: Code,
    /// Where it is written down.
    pub source: &'static str,
    /// Says where the request breaks it.
    pub check: fn(&Subject, &mut Found),
}

impl Rule {
    /// A rule that ECS enforces, with an InvalidParameterException.
    pub const fn error(
        id: &'static str,
        on: &'static [Action],
        wording: Wording,
        source: &'static str,
        check: fn(&Subject, &mut Found),
    ) -> Rule {
        Rule {
            id,
            on,
            severity: Severity::Error,
            refused_by: RefusedBy::Service,
            wording,
            code: Code::InvalidParameter,
            source,
            check,
        }
    }

    /// The same with another error.
    pub const fn coded(self, code: Code) -> Rule {
        Rule { code, ..self }
    }

    /// A rule that only the CLI and the SDKs enforce, before anything is sent.
    pub const fn client(
        id: &'static str,
        on: &'static [Action],
        source: &'static str,
        check: fn(&Subject, &mut Found),
    ) -> Rule {
        Rule {
            refused_by: RefusedBy::Client,
            ..Rule::error(id, on, Wording::Sdk, source, check)
        }
    }

    /// A rule that ECS does not enforce, but whatever breaks it can never work.
    pub const fn at_run_time(
        id: &'static str,
        on: &'static [Action],
        source: &'static str,
        check: fn(&Subject, &mut Found),
    ) -> Rule {
        Rule {
            refused_by: RefusedBy::Nobody,
            ..Rule::error(id, on, Wording::AtRunTime, source, check)
        }
    }

    /// A rule that nobody enforces: it is accepted, and then fails or surprises.
    pub const fn warning(
        id: &'static str,
        on: &'static [Action],
        wording: Wording,
        source: &'static str,
        check: fn(&Subject, &mut Found),
    ) -> Rule {
        Rule {
            severity: Severity::Warning,
            refused_by: RefusedBy::Nobody,
            ..Rule::error(id, on, wording, source, check)
        }
    }

    /// A note.
    pub const fn info(
        id: &'static str,
        on: &'static [Action],
        source: &'static str,
        check: fn(&Subject, &mut Found),
    ) -> Rule {
        Rule {
            severity: Severity::Info,
            ..Rule::warning(id, on, Wording::Ours, source, check)
        }
    }
}

/// All rules, group after group in the order of speaking.
pub const GROUPS: &[&[Rule]] = &[
    names::RULES,
    controllers::RULES,
    launch::RULES,
    scheduling::RULES,
    providers::RULES,
    definition::RULES,
    balancers::NEEDED,
    deployment::RULES,
    traffic::RULES,
    launch::COMPATIBILITY,
    network::RULES,
    placement::RULES,
    platform::RULES,
    balancers::RULES,
    target_groups::RULES,
    grace::RULES,
    registries::RULES,
    connect::RULES,
    mesh::RULES,
    volumes::RULES,
    overrides::RULES,
    exec::RULES,
    names::OF_LAUNCHES,
    placement::REBALANCING,
    launch::CAPACITY,
];

/// All rules in order.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.iter())
}

/// Everything that there is to say of a request: errors, warnings and infos, in the order of
/// speaking. Of an action that has no rules there is nothing; a value of another JSON type or
/// outside of its enum is all that is said of its request.
pub fn check(world: &World, action: &str, request: &Value) -> Vec<Finding> {
    let Some(action) = Action::named(action) else {
        return Vec::new();
    };
    if let Err(refusal) = super::fits_model(action.name(), request) {
        return vec![misfit(refusal)];
    }
    let known = super::known_members(action.name(), request.clone());
    let whole = whole::whole(world, action, Request::new(&known));
    let whole = Request::new(whole.as_ref().unwrap_or(&known));
    let subject = Subject::new(world, action, Request::new(request), whole);
    let mut findings = Vec::new();
    for rule in all().filter(|rule| rule.on.contains(&action)) {
        apply(rule, &subject, &mut findings);
    }
    findings
}

/// Refuses with the first error that the service gives.
pub fn refuse(world: &World, action: Action, given: Request) -> Result<(), Refusal> {
    let whole = whole::whole(world, action, given);
    let request = whole.as_ref().map_or(given, Request::new);
    let subject = Subject::new(world, action, given, request);
    let mut findings = Vec::new();
    // Findings may be milder than their rule, but never worse.
    let rules = all()
        .filter(|rule| rule.refused_by == RefusedBy::Service && rule.on.contains(&subject.action));
    for rule in rules {
        apply(rule, &subject, &mut findings);
        if let Some(finding) = findings.iter().find(|finding| finding.refuses()) {
            return Err(finding.refusal());
        }
        findings.clear();
    }
    Ok(())
}

fn apply(rule: &'static Rule, subject: &Subject, findings: &mut Vec<Finding>) {
    (rule.check)(subject, &mut Found { rule, findings });
}

/// What does not fit the model of the API; the wire refuses it before an operation sees it.
fn misfit(refusal: Refusal) -> Finding {
    Finding {
        rule: "API-MODEL",
        severity: Severity::Error,
        refused_by: RefusedBy::Service,
        code: refusal.code,
        path: "$".to_owned(),
        message: refusal.message,
        help: "A value has another JSON type than the API gives it, or is none of its values.",
        wording: Wording::AwsRoughly,
        source: "ECS API model",
    }
}
