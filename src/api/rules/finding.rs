//! Findings: what the rules say of a request.

use super::Rule;
use crate::api::{Code, Refusal};
use crate::taskdef::{RefusedBy, Severity, Wording};

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id, such as `SVC-NETCONF-REQUIRED`.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Who refuses.
    pub refused_by: RefusedBy,
    /// The error that a refusal comes as.
    pub code: Code,
    /// Where in the request, as a JSONPath: `$.networkConfiguration`.
    pub path: String,
    /// What AWS says, or what we say.
    pub message: String,
    /// What it means and what to do: our words.
    pub help: &'static str,
    /// How far the wording of `message` is AWS's.
    pub wording: Wording,
    /// Where the rule is written down.
    pub source: &'static str,
}

impl Finding {
    /// Whether the service answers with it.
    pub fn refuses(&self) -> bool {
        self.severity == Severity::Error && self.refused_by == RefusedBy::Service
    }

    /// That answer.
    pub fn refusal(&self) -> Refusal {
        Refusal::new(self.code, self.message.clone())
    }
}

/// Where a rule puts what it finds.
pub struct Found<'f> {
    pub(super) rule: &'static Rule,
    pub(super) findings: &'f mut Vec<Finding>,
}

impl Found<'_> {
    /// Adds a finding, and gives it for changes.
    pub fn say(
        &mut self,
        path: impl Into<String>,
        message: impl Into<String>,
        help: &'static str,
    ) -> Said<'_> {
        let rule = self.rule;
        self.findings.push(Finding {
            rule: rule.id,
            severity: rule.severity,
            refused_by: rule.refused_by,
            code: rule.code,
            path: path.into(),
            message: message.into(),
            help,
            wording: rule.wording,
            source: rule.source,
        });
        Said(self.findings.last_mut())
    }
}

/// A finding that was just said, to be changed where it differs from the rule's others.
pub struct Said<'f>(Option<&'f mut Finding>);

impl Said<'_> {
    /// In words of our own.
    pub fn ours(self) {
        if let Some(finding) = self.0 {
            finding.wording = Wording::Ours;
        }
    }

    /// In a text that AWS is known to give.
    pub fn aws(self) {
        if let Some(finding) = self.0 {
            finding.wording = Wording::Aws;
        }
    }

    /// With another error.
    pub fn coded(self, code: Code) {
        if let Some(finding) = self.0 {
            finding.code = code;
        }
    }

    /// Refused by a client before it is sent.
    pub fn by_client(self) {
        if let Some(finding) = self.0 {
            finding.refused_by = RefusedBy::Client;
            finding.wording = Wording::Sdk;
        }
    }

    /// Milder: nobody refuses it.
    pub fn only(self, severity: Severity) {
        if let Some(finding) = self.0 {
            finding.severity = severity;
            finding.refused_by = RefusedBy::Nobody;
            finding.wording = Wording::Ours;
        }
    }
}
