//! The members of an object, with a sieve that most questions for an absent one end in.

use super::node::Member;
use std::ops::Deref;

/// Names that may be among some, in one word: what it says no to is not among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sieve(u64);

impl Sieve {
    /// Takes a name in; whether it may have been there before.
    pub fn add(&mut self, name: &str) -> bool {
        let bit = bit(name);
        let had = self.0 & bit != 0;
        self.0 |= bit;
        had
    }

    /// Takes in all that another one has.
    pub fn add_all(&mut self, other: Sieve) {
        self.0 |= other.0;
    }

    /// Whether a name may be among those taken in.
    pub fn may_have(self, name: &str) -> bool {
        self.0 & bit(name) != 0
    }
}

/// One of the 64 bits, by the length and two of the bytes: of the quick ways to choose it the one
/// that tells the members of a container and of a request apart best.
fn bit(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return 1;
    };
    let ends = 2 * usize::from(*first) + usize::from(*last);
    1 << ((ends ^ bytes.len()) % 64)
}

/// So many members are looked through as quickly as the sieve is asked.
const FEW: usize = 2;

/// Of more members the sieve alone says whether a name may occur twice.
const MANY: usize = 64;

/// The members of an object in the order of the text; a name may occur twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Members<'a> {
    list: Vec<Member<'a>>,
    names: Sieve,
    may_repeat: bool,
}

impl<'a> Members<'a> {
    /// The last member of a name, as parsers read it.
    pub fn named(&self, name: &str) -> Option<&Member<'a>> {
        let may_have = self.list.len() <= FEW || self.names.may_have(name);
        if may_have { self.find(name) } else { None }
    }

    // Kept apart: most questions end before it.
    #[inline(never)]
    fn find(&self, name: &str) -> Option<&Member<'a>> {
        let is_it = |member: &&Member| member.name == name;
        // The first ones are asked for most.
        if self.may_repeat {
            self.list.iter().rev().find(is_it)
        } else {
            self.list.iter().find(is_it)
        }
    }

    /// Their names.
    pub fn names(&self) -> Sieve {
        self.names
    }

    /// Whether a name may occur twice.
    pub fn may_repeat(&self) -> bool {
        self.may_repeat
    }
}

impl<'a> From<Vec<Member<'a>>> for Members<'a> {
    fn from(list: Vec<Member<'a>>) -> Members<'a> {
        let mut names = Sieve::default();
        let mut may_repeat = false;
        for (index, member) in list.iter().enumerate() {
            // Of many members nobody compares each with each.
            may_repeat |= names.add(&member.name)
                && (list.len() > MANY || list[..index].iter().any(|one| one.name == member.name));
        }
        Members {
            list,
            names,
            may_repeat,
        }
    }
}

impl<'a> From<Members<'a>> for Vec<Member<'a>> {
    fn from(members: Members<'a>) -> Vec<Member<'a>> {
        members.list
    }
}

impl<'a> Deref for Members<'a> {
    type Target = [Member<'a>];

    fn deref(&self) -> &[Member<'a>] {
        &self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::draft;

    #[test]
    fn a_sieve_lets_through_what_it_has() {
        let names = ["", "a", "é", "name", "environment", "essential"];
        let mut sieve = Sieve::default();
        for name in names {
            assert!(!sieve.may_have(name), "{name}");
            assert!(!sieve.add(name), "{name}");
        }
        assert!(names.iter().all(|name| sieve.may_have(name)));
        assert!(!sieve.may_have("secrets"));
        assert!(sieve.add("name"));
    }

    #[test]
    fn the_last_of_two_members_counts() {
        let draft = draft(r#"{"cpu": 1, "x": 2, "cpu": 3, "": 4}"#);
        let number = |name| draft.root.integer_of(name);
        assert_eq!(
            [number("cpu"), number("x"), number("")],
            [Some(3), Some(2), Some(4)]
        );
        assert_eq!(number("memory"), None);
        let super::super::node::Kind::Object(members) = &draft.root.kind else {
            panic!("no object");
        };
        assert!(members.may_repeat());
    }
}
