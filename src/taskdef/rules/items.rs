//! The items of the lists of containers: variables, secrets, limits and others.

use super::edits::remove_item_fix;
use crate::taskdef::draft::{CONTAINERS, Draft};
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
pub fn items<'d, 'a>(draft: &'d Draft<'a>, member: &'static str) -> Items<'d, 'a> {
    Items {
        draft,
        member,
        next_container: 0,
        list: None,
        next: 0,
    }
}

/// See [`items`]. Many rules look at all items and find nothing, so this is written out.
pub struct Items<'d, 'a> {
    draft: &'d Draft<'a>,
    member: &'static str,
    next_container: usize,
    /// The container that is looked at and its list.
    list: Option<(&'d Node<'a>, &'d Node<'a>)>,
    /// The next item of the list.
    next: usize,
}

impl<'d, 'a> Iterator for Items<'d, 'a> {
    type Item = Item<'d, 'a>;

    fn next(&mut self) -> Option<Item<'d, 'a>> {
        loop {
            if let Some((container, list)) = self.list
                && let Some(node) = list.items().get(self.next)
            {
                let index = self.next;
                self.next += 1;
                let path = Path::new(CONTAINERS, self.next_container - 1).item(self.member, index);
                return Some(Item {
                    path,
                    node,
                    container,
                    list,
                    index,
                });
            }
            let container = self.draft.containers_with(self.member).get(self.next_container)?;
            self.next_container += 1;
            self.next = 0;
            self.list = container.get(self.member).map(|list| (container, list));
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
