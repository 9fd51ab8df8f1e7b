//! Findings: what a check says of a text.

use super::node::Bytes;
use crate::sim::sort;

/// How bad a finding is; the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It is refused.
    Error,
    /// It registers, and then fails or surprises.
    Warning,
    /// Worth saying once.
    Info,
}

/// Who stops a request that has an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedBy {
    /// The CLI or an SDK, before anything is sent.
    Client,
    /// ECS.
    Service,
    /// Nobody: warnings and infos.
    Nobody,
}

/// How far the wording is AWS's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// Captured from the real service.
    Aws,
    /// AWS's, known in part only or carried over from a twin.
    AwsRoughly,
    /// botocore's or the CLI's.
    Sdk,
    /// Seen later: a stop reason, a service event, an agent's log.
    AtRunTime,
    /// Ours: no text of AWS is known.
    Ours,
}

impl RefusedBy {
    /// What becomes of a request with the finding, as half a sentence.
    pub fn words(self) -> &'static str {
        match self {
            RefusedBy::Client => "the CLI or SDK stops it",
            RefusedBy::Service => "ECS refuses it",
            RefusedBy::Nobody => "it registers",
        }
    }
}

impl Wording {
    /// Whose words the message has.
    pub fn words(self) -> &'static str {
        match self {
            Wording::Aws => "ECS's words",
            Wording::AwsRoughly => "ECS says something like this",
            Wording::Sdk => "the SDK's words",
            Wording::AtRunTime => "seen when it runs",
            Wording::Ours => "our words",
        }
    }
}

/// One replacement in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes.
    pub range: Bytes,
    /// What comes.
    pub text: String,
}

/// Puts edits into the order of the text.
pub fn in_text_order(edits: &mut [Edit]) {
    sort::by_key(edits, |edit| edit.range.start);
}

/// A way to put something right: edits of the same text that do not overlap, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What its button says, as an imperative: `Use "512"`.
    pub title: String,
    /// What it changes.
    pub edits: Vec<Edit>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id, such as `TD-FARGATE-SIZE`.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Who refuses.
    pub refused_by: RefusedBy,
    /// Where, as a JSONPath: `$.containerDefinitions[0].cpu`.
    pub path: String,
    /// Where in the text.
    pub range: Bytes,
    /// What AWS says, or what we say.
    pub message: String,
    /// What it means and what to do: our words.
    pub help: String,
    /// How far the wording of `message` is AWS's.
    pub wording: Wording,
    /// Where the rule is written down.
    pub source: &'static str,
    /// Ways to put it right, the best first.
    pub fixes: Vec<Fix>,
}
