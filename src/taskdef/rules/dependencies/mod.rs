//! Rules of what a container waits for, of its health check and its timeouts.

mod dep_cycle;
mod dep_dup;
mod dep_essential;
mod dep_firelens;
mod dep_healthy_nohc;
mod dep_success_restart;
mod dep_success_timeout;
mod dep_unknown;
mod graph;
mod hc_command;
mod hc_nonessential;
mod hc_range;
mod hc_shell;
mod hc_timeout_gt_interval;
mod hc_tool_missing;
mod timeout_min;
mod timeout_stop_spot;

use super::Rule;
use super::items::items;
use super::scope;
use crate::taskdef::draft::Draft;
use crate::taskdef::finding::Fix;
use crate::taskdef::node::{Bytes, Node};
use crate::taskdef::path::Path;
use crate::taskdef::rules::edits::remove_item_fix;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &hc_command::EMPTY,
    &hc_command::CONSOLE,
    &hc_command::PREFIX,
    &hc_range::INTERVAL,
    &hc_range::TIMEOUT,
    &hc_range::RETRIES,
    &hc_range::START_PERIOD,
    &timeout_min::START,
    &timeout_min::STOP,
    &dep_unknown::UNKNOWN,
    &dep_unknown::ITSELF,
    &dep_essential::RULE,
    &dep_healthy_nohc::RULE,
    &dep_cycle::DEPENDENCIES,
    &dep_cycle::LINKS,
    &dep_dup::RULE,
    &dep_success_restart::RULE,
    &dep_success_timeout::RULE,
    &dep_firelens::ENDS,
    &dep_firelens::BRIDGE,
    &hc_shell::ARGUMENTS,
    &hc_shell::SWALLOWED,
    &hc_timeout_gt_interval::RULE,
    &hc_tool_missing::RULE,
    &hc_nonessential::RULE,
    &timeout_stop_spot::RULE,
];

/// An item of `dependsOn` with its surroundings.
struct Dependency<'d, 'a> {
    path: Path,
    node: &'d Node<'a>,
    container: &'d Node<'a>,
    index: usize,
}

/// All dependencies of the task, in the order of the text.
fn dependencies<'d, 'a>(draft: &'d Draft<'a>) -> impl Iterator<Item = Dependency<'d, 'a>> {
    items(draft, "dependsOn").map(|item| Dependency {
        path: item.path,
        node: item.node,
        container: item.container,
        index: item.index,
    })
}

/// Whether something waits for the end of the container of this name.
pub fn must_end(draft: &Draft, name: &str) -> bool {
    dependencies(draft).any(|one| one.name() == name && one.is_for_the_end())
}

impl<'d, 'a> Dependency<'d, 'a> {
    /// Whether it waits for an end.
    fn is_for_the_end(&self) -> bool {
        matches!(self.condition(), "SUCCESS" | "COMPLETE")
    }

    /// The name of what it waits for.
    fn name(&self) -> &'d str {
        self.node.text_of("containerName").unwrap_or_default()
    }

    /// What it waits for.
    fn target(&self, draft: &'d Draft<'a>) -> Option<&'d Node<'a>> {
        scope::container(draft, self.name())
    }

    /// What has to come true of it.
    fn condition(&self) -> &'d str {
        self.node.text_of("condition").unwrap_or_default()
    }

    /// The path and the place of a member.
    fn at(&self, member: &str) -> (String, Bytes) {
        let path = format!("{}.{member}", self.path);
        (path, scope::place(self.node, member))
    }

    /// Takes it out.
    fn remove(&self) -> Fix {
        let title = "Remove this dependency";
        match self.container.get("dependsOn") {
            Some(list) => remove_item_fix(list, self.index, title),
            None => Fix {
                title: title.to_owned(),
                edits: Vec::new(),
            },
        }
    }
}

/// The health checks of the task with their paths and their containers.
fn health_checks<'d, 'a>(
    draft: &'d Draft<'a>,
) -> impl Iterator<Item = (Path, &'d Node<'a>, &'d Node<'a>)> {
    scope::parts(draft, "healthCheck")
}
