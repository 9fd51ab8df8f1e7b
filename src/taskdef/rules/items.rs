//! The items of the lists of containers: variables, secrets, limits and others.

use super::edits::remove_item_fix;
use crate::taskdef::draft::{CONTAINERS, Draft};
use crate::taskdef::finding::Fix;
use crate::taskdef::node::Node;
use crate::taskdef::path::Path;
use std::iter::Enumerate;
use std::slice;

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
pub fn items<'d, 'a>(draft: &'d Draft<'a>, member: &'static str) -> Items<'d, 'a> {
    Items {
        member,
        containers: draft.containers_with(member).iter().enumerate(),
        path: Path::new(CONTAINERS, 0),
        container: &draft.root,
        list: &draft.root,
        items: [].iter().enumerate(),
    }
}

/// See [`items`]. Many rules look at all items and find nothing, so this is written out.
pub struct Items<'d, 'a> {
    member: &'static str,
    containers: Enumerate<slice::Iter<'d, Node<'a>>>,
    /// The container that is looked at, its list and what is left of it; at first none.
    path: Path,
    container: &'d Node<'a>,
    list: &'d Node<'a>,
    items: Enumerate<slice::Iter<'d, Node<'a>>>,
}

impl<'d, 'a> Iterator for Items<'d, 'a> {
    type Item = Item<'d, 'a>;

    fn next(&mut self) -> Option<Item<'d, 'a>> {
        loop {
            if let Some((index, node)) = self.items.next() {
                return Some(Item {
                    path: self.path.item(self.member, index),
                    node,
                    container: self.container,
                    list: self.list,
                    index,
                });
            }
            let (index, container) = self.containers.next()?;
            if let Some(list) = container.get(self.member) {
                self.path = Path::new(CONTAINERS, index);
                self.container = container;
                self.list = list;
                self.items = list.items().iter().enumerate();
            }
        }
    }
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
