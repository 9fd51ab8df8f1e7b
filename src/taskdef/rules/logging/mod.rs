//! Rules of log drivers and their options.

mod log_awslogs_group;
mod log_awslogs_options;
mod log_awslogs_prefix;
mod log_driver;
mod log_mode;
mod log_secret;
mod log_splunk;

pub use log_awslogs_options::region;
pub use log_awslogs_prefix::prefix_fix;
pub use log_driver::LEGACY_DRIVERS;

use super::Rule;
use crate::taskdef::draft::Draft;
use crate::taskdef::node::{Bytes, Node};
use crate::taskdef::path::Path;
use crate::taskdef::rules::scope::name_place;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &log_driver::LEGACY,
    &log_awslogs_options::REQUIRED,
    &log_awslogs_options::UNKNOWN,
    &log_awslogs_options::MULTILINE,
    &log_splunk::RULE,
    &log_mode::MODE,
    &log_secret::TWICE,
    &log_mode::BUFFER,
    &log_awslogs_group::CREATE,
    &log_awslogs_group::NAME,
    &log_awslogs_group::REGION,
    &log_secret::PLAIN,
    &log_driver::FULL_DISK,
    &log_mode::DEFAULT,
    &log_awslogs_group::MISSING,
    &log_awslogs_prefix::RULE,
    &log_driver::AVAILABLE,
];

/// The log configuration of a container.
pub struct Logging<'d, 'a> {
    /// Where it stands.
    pub path: Path,
    /// Itself.
    pub node: &'d Node<'a>,
    /// The container that logs.
    pub container: &'d Node<'a>,
}

/// The log configurations, in the order of the text.
pub fn loggings<'d, 'a>(draft: &'d Draft<'a>) -> impl Iterator<Item = Logging<'d, 'a>> {
    let logging = |(path, container): (Path, &'d Node<'a>)| {
        let node = container.get("logConfiguration")?;
        Some(Logging {
            path: path.member("logConfiguration"),
            node,
            container,
        })
    };
    draft.containers().filter_map(logging)
}

/// Those of one driver.
pub fn of_driver<'d, 'a>(draft: &'d Draft<'a>, driver: &str) -> Vec<Logging<'d, 'a>> {
    loggings(draft)
        .filter(|one| one.driver() == driver)
        .collect()
}

impl<'d, 'a> Logging<'d, 'a> {
    /// The driver; empty if none is named.
    pub fn driver(&self) -> &'d str {
        self.node.text_of("logDriver").unwrap_or_default()
    }

    /// All options, if there are any.
    pub fn options(&self) -> Option<&'d Node<'a>> {
        self.node.get("options")
    }

    /// An option that is not empty.
    pub fn option(&self, name: &str) -> Option<&'d Node<'a>> {
        self.options()?.get(name).filter(|option| option.is_set())
    }

    /// An option that is a text.
    pub fn text(&self, name: &str) -> Option<&'d str> {
        self.option(name)?.text()
    }

    /// The path of an option.
    pub fn option_path(&self, name: &str) -> String {
        format!("{}.options.{name}", self.path)
    }

    /// Where a finding about the options as a whole goes.
    pub fn options_place(&self) -> Bytes {
        name_place(self.node, "options")
    }

    /// Whether an option is read from a secret.
    pub fn is_secret(&self, name: &str) -> bool {
        let mut secrets = self.node.list("secretOptions").iter();
        secrets.any(|secret| secret.text_of("name") == Some(name))
    }
}
