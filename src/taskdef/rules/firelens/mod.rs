//! Rules of FireLens: the router of logs, and the containers that log through it. Windows has
//! neither, which another rule says.

mod firelens_buffer;
mod firelens_config_file;
mod firelens_essential;
mod firelens_image;
mod firelens_options;
mod firelens_output;
mod firelens_router;
mod firelens_user;

use super::logging::{Logging, of_driver};
use super::prelude::*;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &firelens_router::MISSING,
    &firelens_router::UNUSED,
    &firelens_router::SECOND,
    &firelens_options::KEYS,
    &firelens_options::METADATA,
    &firelens_config_file::PAIR,
    &firelens_config_file::ARN,
    &firelens_config_file::RESERVED,
    &firelens_router::ITSELF,
    &firelens_image::RULE,
    &firelens_essential::RULE,
    &firelens_output::RULE,
    &firelens_buffer::LIMIT,
    &firelens_buffer::MEMORY,
    &firelens_user::RULE,
];

/// What makes a container a router.
const CONFIGURATION: &str = "firelensConfiguration";

/// The option of a log configuration that limits what Docker keeps for the router.
const BUFFER_LIMIT: &str = "log-driver-buffer-limit";

/// A container that routes logs.
struct Router<'d, 'a> {
    path: Path,
    container: &'d Node<'a>,
    node: &'d Node<'a>,
}

/// The routers, in the order of the text.
fn routers<'d, 'a>(draft: &'d Draft<'a>) -> impl Iterator<Item = Router<'d, 'a>> {
    let router = |(path, container): (Path, &'d Node<'a>)| {
        let node = container.get(CONFIGURATION)?;
        Some(Router {
            path,
            container,
            node,
        })
    };
    let linux = !draft.is_windows();
    draft.containers().filter_map(router).filter(move |_| linux)
}

/// The log configurations of those who log through a router.
fn clients<'d, 'a>(draft: &'d Draft<'a>) -> Vec<Logging<'d, 'a>> {
    if draft.is_windows() {
        return Vec::new();
    }
    of_driver(draft, "awsfirelens")
}

impl<'d, 'a> Router<'d, 'a> {
    /// `fluentbit` or `fluentd`.
    fn kind(&self) -> &'d str {
        self.node.text_of("type").unwrap_or_default()
    }

    /// All options, if there are any.
    fn options(&self) -> Option<&'d Node<'a>> {
        self.node.get("options")
    }

    /// An option that is not empty.
    fn option(&self, name: &str) -> Option<&'d Node<'a>> {
        self.options()?.get(name).filter(|option| option.is_set())
    }

    /// The path of an option.
    fn option_path(&self, name: &str) -> String {
        format!("{}.{CONFIGURATION}.options.{name}", self.path)
    }
}

/// The text of an option, unless it is filled in later or no text.
fn fixed_text<'d>(option: &'d Node) -> Option<&'d str> {
    option.text().filter(|text| !is_placeholder(text))
}
