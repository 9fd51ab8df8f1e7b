//! The items of the lists of containers: variables, secrets, limits and others.

use super::edits::remove_item_fix;
use super::scope::parts;
use crate::taskdef::draft::Draft;
use crate::taskdef::finding::Fix;
use crate::taskdef::node::Node;
use crate::taskdef::path::Path;

/// An item of a list of a container, with its surroundings.
pub struct Item<'d, 'a> {
    /// Its path.
    pub path: Path,
    /// What it is.
    pub node: &'d Node<'a>,
    /// The container.
    pub container: &'d Node<'a>,
    /// The list.
    pub list: &'d Node<'a>,
    /// Its place in the list.
    pub index: usize,
}

/// The items of a list of all containers, in the order of the text.
pub fn items<'d, 'a>(
    draft: &'d Draft<'a>,
    member: &'static str,
) -> impl Iterator<Item = Item<'d, 'a>> {
    parts(draft, member).flat_map(move |(path, list, container)| {
        let items = list.items().iter().enumerate();
        items.map(move |(index, node)| Item {
            path: path.item(member, index),
            node,
            container,
            list,
            index,
        })
    })
}

impl<'d> Item<'d, '_> {
    /// Its name.
    pub fn name(&self) -> &'d str {
        self.node.text_of("name").unwrap_or_default()
    }

    /// Whether an earlier item of its list has its name.
    pub fn is_again(&self) -> bool {
        let mut earlier = self.list.items()[..self.index].iter();
        earlier.any(|one| one.text_of("name") == Some(self.name()))
    }

    /// Takes it out.
    pub fn remove(&self) -> Fix {
        remove_item_fix(self.list, self.index, "Remove this one")
    }
}
