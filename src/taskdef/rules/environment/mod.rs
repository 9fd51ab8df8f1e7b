//! Rules of environment variables, secrets and environment files.

mod env_name;
mod env_reserved;
mod env_secret_clash;
mod env_secret_plaintext;
mod envfile;
mod secret_valuefrom;

use super::Rule;
use crate::taskdef::draft::Draft;
use crate::taskdef::finding::Fix;
use crate::taskdef::node::Node;
use crate::taskdef::path::Path;
use crate::taskdef::rules::edits::remove_item_fix;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &env_name::EMPTY,
    &env_name::EQUALS,
    &env_secret_clash::RULE,
    &secret_valuefrom::ARN,
    &secret_valuefrom::NAME,
    &secret_valuefrom::KEY,
    &envfile::COUNT,
    &envfile::ARN,
    &envfile::EXTENSION,
    &envfile::WINDOWS,
    &env_name::TWICE,
    &env_name::VALUE,
    &env_secret_plaintext::KEYS,
    &env_secret_plaintext::RULE,
    &env_reserved::RULE,
];

/// An item of a list of a container, with its surroundings.
struct Item<'d, 'a> {
    path: Path,
    node: &'d Node<'a>,
    container: &'d Node<'a>,
    list: &'d Node<'a>,
    index: usize,
}

/// The items of a list of all containers, in the order of the text.
fn items<'d, 'a>(draft: &'d Draft<'a>, member: &'static str) -> Vec<Item<'d, 'a>> {
    let mut all = Vec::new();
    for (path, container) in draft.containers() {
        let Some(list) = container.get(member) else {
            continue;
        };
        for (index, node) in list.items().iter().enumerate() {
            let path = path.item(member, index);
            all.push(Item {
                path,
                node,
                container,
                list,
                index,
            });
        }
    }
    all
}

impl<'d> Item<'d, '_> {
    /// Its name.
    fn name(&self) -> &'d str {
        self.node.text_of("name").unwrap_or_default()
    }

    /// Whether an earlier item of its list has its name.
    fn is_again(&self) -> bool {
        let mut earlier = self.list.items()[..self.index].iter();
        earlier.any(|one| one.text_of("name") == Some(self.name()))
    }

    /// Takes it out.
    fn remove(&self) -> Fix {
        remove_item_fix(self.list, self.index, "Remove this one")
    }
}
