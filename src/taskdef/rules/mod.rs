//! The rules, one file each, and their table.
//!
//! A rule looks at the draft and adds a finding for each place where it does not hold. Order of the
//! table = the order in which ECS is likely to speak: shape, family, containers in array order,
//! dependencies, Fargate sizes.

pub mod accelerators;
pub mod arn;
mod comments;
pub mod compatibility;
pub mod dependencies;
pub mod edits;
pub mod environment;
pub mod essential;
pub mod fargate;
pub mod features;
pub mod firelens;
#[cfg(test)]
pub mod fixtures;
mod groups;
pub mod identity;
pub mod items;
pub mod kernel;
pub mod linux;
pub mod logging;
pub mod memory;
pub mod network;
pub mod paths;
pub mod placement;
pub mod ports;
pub mod prelude;
pub mod process;
pub mod proxy;
pub mod restart;
pub mod roles;
pub mod scope;
pub mod security;
pub mod shape;
pub mod sizes;
pub mod volumes;
pub mod words;

use super::draft::Draft;
use super::finding::{Edit, Finding, Fix, RefusedBy, Severity, Wording};
use super::node::Bytes;
pub use groups::{GROUPS, Group, LEFT_OUT, LeftOut, all, beyond_shape};

/// A rule: facts that all its findings share, and the check.
pub struct Rule {
    /// Its id.
    pub id: &'static str,
    /// How bad its findings are.
    pub severity: Severity,
    /// Who refuses.
    pub refused_by: RefusedBy,
    /// How far its wording is AWS's.
    pub wording: Wording,
    /// Where it is written down.
    pub source: &'static str,
    /// Says where the draft breaks it.
    pub check: fn(&Draft, &mut Found),
}

impl Rule {
    /// A rule that ECS enforces.
    pub const fn error(
        id: &'static str,
        wording: Wording,
        source: &'static str,
        check: fn(&Draft, &mut Found),
    ) -> Rule {
        Rule {
            id,
            severity: Severity::Error,
            refused_by: RefusedBy::Service,
            wording,
            source,
            check,
        }
    }

    /// A rule that ECS does not enforce, but whatever breaks it can never run.
    pub const fn at_run_time(
        id: &'static str,
        source: &'static str,
        check: fn(&Draft, &mut Found),
    ) -> Rule {
        Rule {
            refused_by: RefusedBy::Nobody,
            ..Rule::error(id, Wording::AtRunTime, source, check)
        }
    }

    /// A rule that nobody enforces: it registers, and then fails or surprises.
    pub const fn warning(
        id: &'static str,
        wording: Wording,
        source: &'static str,
        check: fn(&Draft, &mut Found),
    ) -> Rule {
        Rule {
            severity: Severity::Warning,
            refused_by: RefusedBy::Nobody,
            ..Rule::error(id, wording, source, check)
        }
    }

    /// A note.
    pub const fn info(
        id: &'static str,
        source: &'static str,
        check: fn(&Draft, &mut Found),
    ) -> Rule {
        Rule {
            severity: Severity::Info,
            ..Rule::warning(id, Wording::Ours, source, check)
        }
    }
}

/// What one rule says of a place; the rest of the finding comes from the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Where, as a JSONPath.
    pub path: String,
    /// Where in the text.
    pub range: Bytes,
    /// The message.
    pub message: String,
    /// What it means and what to do.
    pub help: String,
    /// Fixes, the best first.
    pub fixes: Vec<Fix>,
}

impl Said {
    /// Without fixes.
    pub fn new(
        path: impl Into<String>,
        range: &Bytes,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Said {
        Said {
            path: path.into(),
            range: range.clone(),
            message: message.into(),
            help: help.into(),
            fixes: Vec::new(),
        }
    }

    /// With a fix, or another one.
    pub fn fix(mut self, fix: Fix) -> Said {
        self.fixes.push(fix);
        self
    }
}

/// Where a rule puts what it finds.
pub struct Found<'a> {
    rule: &'static Rule,
    text: &'a str,
    findings: &'a mut Vec<Finding>,
}

impl Found<'_> {
    /// Whether the rule has said something already.
    pub fn has_said(&self) -> bool {
        self.findings.iter().any(|one| one.rule == self.rule.id)
    }

    /// Adds a finding.
    pub fn say(&mut self, said: Said) {
        let severity = self.rule.severity;
        self.say_as(severity, said);
    }

    /// Adds a finding with a message of our own where the rule's others have AWS's.
    pub fn say_ours(&mut self, said: Said) {
        self.say(said);
        if let Some(finding) = self.findings.last_mut() {
            finding.wording = Wording::Ours;
        }
    }

    /// Adds a finding that someone else refuses, in a wording known otherwise.
    pub fn say_refused_by(&mut self, refused_by: RefusedBy, wording: Wording, said: Said) {
        self.say(said);
        if let Some(finding) = self.findings.last_mut() {
            finding.refused_by = refused_by;
            finding.wording = wording;
        }
    }

    /// Adds a warning of what is seen only when it runs, where the rule's others are refused.
    pub fn say_at_run_time(&mut self, said: Said) {
        self.say_as(Severity::Warning, said);
        if let Some(finding) = self.findings.last_mut() {
            finding.wording = Wording::AtRunTime;
        }
    }

    /// Adds a note of our own where the rule's others are AWS's.
    pub fn say_note(&mut self, said: Said) {
        self.say_as(Severity::Info, said);
        if let Some(finding) = self.findings.last_mut() {
            finding.wording = Wording::Ours;
        }
    }

    /// Adds a finding that is milder or worse than the rule's others.
    pub fn say_as(&mut self, severity: Severity, mut said: Said) {
        comments::keep_comments(self.text, &mut said.fixes);
        let refused_by = match severity {
            Severity::Error => self.rule.refused_by,
            Severity::Warning | Severity::Info => RefusedBy::Nobody,
        };
        self.findings.push(Finding {
            rule: self.rule.id,
            severity,
            refused_by,
            path: said.path,
            range: said.range,
            message: said.message,
            help: said.help,
            wording: self.rule.wording,
            source: self.rule.source,
            fixes: said.fixes,
        });
    }
}

/// Applies all rules to a draft.
pub fn apply(draft: &Draft, findings: &mut Vec<Finding>) {
    // The rules of the first group share a walk.
    shape::apply(draft, findings);
    for rule in beyond_shape(draft) {
        apply_one(rule, draft, findings);
    }
}

/// Applies one rule.
pub fn apply_one(rule: &'static Rule, draft: &Draft, findings: &mut Vec<Finding>) {
    (rule.check)(
        draft,
        &mut Found {
            rule,
            text: draft.text,
            findings,
        },
    );
}

/// Whether a value is filled in before the request is sent, so that no rule can judge it: it has a
/// `${…}` of CloudFormation, Terraform or a shell.
pub fn is_placeholder(text: &str) -> bool {
    // Asked of every text by many rules: a search for one byte is the quickest.
    let bytes = text.as_bytes();
    let mut dollars = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'$');
    dollars.any(|(place, _)| bytes.get(place + 1) == Some(&b'{'))
}

/// A fix of one edit.
pub fn replace(title: impl Into<String>, range: Bytes, text: impl Into<String>) -> Fix {
    Fix {
        title: title.into(),
        edits: vec![Edit {
            range,
            text: text.into(),
        }],
    }
}
