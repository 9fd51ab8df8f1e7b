//! Two revisions side by side: what changed, and what it means here.

mod fits;
mod meaning;
mod rollout;
mod rows;
#[cfg(test)]
mod tests;

pub use fits::{Fit, fit};
pub use rows::{Row, rows};

use crate::model::task_definition::{TaskDefinition, TaskSpec};
use crate::model::{ClusterId, DefinitionId, World};
use crate::sim::sort;
use crate::taskdef::Draft;
use crate::taskdef::lower::lower;
use serde_json::Value;
use std::sync::Arc;

/// One of the two.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// `web:3`, or `draft`.
    pub name: String,
    /// Its id; None of a draft.
    pub id: Option<DefinitionId>,
    /// Its content.
    pub spec: Arc<TaskSpec>,
}

/// Whether a line is good news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Something goes no more, or needs care.
    Worse,
    /// Another behaviour.
    Other,
    /// Something goes that did not.
    Better,
}

/// One thing that a change means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whether it is good news.
    pub tone: Tone,
    /// A sentence without its full stop.
    pub text: String,
}

/// All there is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionDiff {
    /// The name of the older one.
    pub before: String,
    /// The name of the newer one.
    pub after: String,
    /// What changed, in the order of the newer one.
    pub rows: Vec<Row>,
    /// What it means: bad news first.
    pub lines: Vec<Line>,
}

impl Side {
    /// A registered revision.
    pub fn registered(definition: &TaskDefinition) -> Side {
        Side {
            name: definition.name(),
            id: Some(definition.id),
            spec: definition.spec.clone(),
        }
    }

    /// The draft as it would be registered now.
    pub fn draft(draft: &Draft) -> Side {
        Side {
            name: "draft".to_owned(),
            id: None,
            spec: Arc::new(lower(draft)),
        }
    }
}

/// What changed from one to the other, and what it means for the instances of a cluster and for the
/// services there that run the older one; where there is no cluster yet, for neither.
pub fn revision_diff(
    world: &World,
    cluster: Option<ClusterId>,
    before: &Side,
    after: &Side,
) -> RevisionDiff {
    let mut lines = meaning::lines(before, after);
    if let Some(cluster) = cluster {
        lines.extend(fits::lines(world, cluster, before, after));
        lines.extend(rollout::lines(world, cluster, before, after));
    }
    sort::by_key(&mut lines, |line| line.tone);
    RevisionDiff {
        before: before.name.clone(),
        after: after.name.clone(),
        rows: rows(&whole(&before.spec), &whole(&after.spec)),
        lines,
    }
}

/// A definition with its tags.
fn whole(spec: &TaskSpec) -> Value {
    let mut whole = (*spec.document).clone();
    if spec.tags.as_array().is_some_and(|tags| !tags.is_empty()) {
        whole["tags"] = (*spec.tags).clone();
    }
    whole
}

fn worse(text: impl Into<String>) -> Line {
    line(Tone::Worse, text)
}

fn line(tone: Tone, text: impl Into<String>) -> Line {
    let text = text.into();
    Line { tone, text }
}
