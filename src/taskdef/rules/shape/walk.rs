//! One walk over the draft beside the model of the API, for all rules of this group.
//!
//! Where nothing is odd it allocates nothing: places are chains on the stack.

use super::{names, placeholder};
use crate::shapes::{Kind as Model, Member, Shape, definition, place::Place, wire};
use crate::taskdef::draft::Draft;
use crate::taskdef::finding::Fix;
use crate::taskdef::node::{Kind, Node};
use crate::taskdef::rules::{edits, is_placeholder, replace};

/// The longest value that a button shows.
const SHORT: usize = 48;

/// What is odd about a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A later member has the same name.
    Repeated,
    /// A member that only answers have.
    ReadOnly,
    /// A member that the object does not have.
    Unknown,
    /// A member written as another tool writes it.
    Misspelt(names::Tool, &'static Member),
    /// A null.
    Null,
    /// Another JSON type.
    Type,
    /// A list of containers inside a string.
    ContainersString,
    /// A member that the object needs.
    Missing(&'static Member),
    /// A value outside of its enum.
    Enum(&'static [&'static str]),
    /// Too short, too long, too small, too great.
    Range,
    /// None or several members of a union.
    Union,
    /// A value to be filled in.
    Placeholder,
}

/// An object of the draft that the model knows.
#[derive(Clone, Copy)]
pub struct Object<'o, 'a> {
    /// The object.
    pub node: &'o Node<'a>,
    /// What it is.
    pub shape: &'static Shape,
    /// Where it stands.
    pub place: &'o Place<'o>,
    /// The object around it.
    pub above: Option<&'o Object<'o, 'a>>,
}

/// Something odd.
pub struct Odd<'o, 'a> {
    /// What.
    pub what: What,
    /// In which draft.
    pub draft: &'o Draft<'a>,
    /// The innermost object of the model around it, or the object itself if a member is missing.
    pub inside: Object<'o, 'a>,
    /// The object or list that holds it directly.
    pub holder: &'o Node<'a>,
    /// Which of the holder's members or items it is.
    pub index: usize,
    /// The value.
    pub node: &'o Node<'a>,
    /// What it should be; for a key without a model, what the object is.
    pub shape: &'static Shape,
    /// Where it stands.
    pub place: &'o Place<'o>,
}

impl Odd<'_, '_> {
    /// The name of the member that is odd; empty for an item.
    pub fn name(&self) -> &str {
        let member = self.holder.members().get(self.index);
        member.map_or("", |member| &member.name)
    }

    /// A fix that takes the member or item away.
    pub fn removal(&self) -> Fix {
        let index = self.index;
        let (title, edits) = match &self.holder.kind {
            Kind::List(_) => (
                "Remove this item".to_owned(),
                edits::remove_items(self.holder, |one| one == index),
            ),
            Kind::Null | Kind::Truth(_) | Kind::Number(_) | Kind::Text(_) | Kind::Object(_) => (
                format!("Remove {}", self.name()),
                edits::remove_members_at(self.holder, |one| one == index),
            ),
        };
        Fix { title, edits }
    }

    /// A fix that puts another value in its place.
    pub fn replacement(&self, json: &str) -> Fix {
        let is_short = json.len() <= SHORT && !json.contains('\n');
        let title = match json.chars().next() {
            Some('[') if !is_short => "Convert to an array".to_owned(),
            Some('{') if !is_short => "Convert to an object".to_owned(),
            Some(_) if !is_short => "Convert".to_owned(),
            Some(_) | None => format!("Use {json}"),
        };
        replace(title, self.node.range.clone(), json)
    }
}

/// What strings are, where a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strings {
    /// Names, references, settings.
    Settings,
    /// Options of drivers and labels, which have syntaxes of their own.
    Options,
    /// What a program is given.
    Anything,
}

struct Walk<'o, 'a, 'f> {
    draft: &'o Draft<'a>,
    report: &'f mut dyn FnMut(&Odd<'_, 'a>),
}

/// A value on the way.
struct Spot<'o, 'a> {
    inside: Object<'o, 'a>,
    holder: &'o Node<'a>,
    index: usize,
    node: &'o Node<'a>,
    place: &'o Place<'o>,
    strings: Strings,
}

/// Walks over a draft and reports what is odd.
pub fn walk<'a>(draft: &Draft<'a>, report: &mut dyn FnMut(&Odd<'_, 'a>)) {
    let root = Object {
        node: &draft.root,
        shape: definition(),
        place: &Place::Request,
        above: None,
    };
    Walk { draft, report }.object(root, Strings::Settings);
}

impl<'a> Walk<'_, 'a, '_> {
    fn object(&mut self, object: Object<'_, 'a>, strings: Strings) {
        let members = object.node.members();
        self.repeated(object, object.node);
        for (index, member) in members.iter().enumerate() {
            let place = Place::Member(object.place, &member.name);
            let spot = Spot {
                inside: object,
                holder: object.node,
                index,
                node: &member.value,
                place: &place,
                strings,
            };
            if let Some(known) = object.shape.member(&member.name) {
                self.member(spot, known);
            } else if object.above.is_none() && names::READ_ONLY.contains(&&*member.name) {
                self.odd(&spot, What::ReadOnly, object.shape);
            } else if let Some((tool, known)) = names::misspelt(&member.name, object.shape) {
                self.odd(&spot, What::Misspelt(tool, known), object.shape);
                self.member(spot, known);
            } else if !names::is_intrinsic(&member.name) {
                self.odd(&spot, What::Unknown, object.shape);
            }
        }
        self.missing(object);
        self.union(object);
    }

    fn member(&mut self, mut spot: Spot<'_, 'a>, member: &'static Member) {
        let holder = spot.inside.shape.name;
        if names::holds_anything(holder, member.name) {
            spot.strings = Strings::Anything;
        }
        self.value(spot, member.shape.get());
    }

    fn value(&mut self, spot: Spot<'_, 'a>, shape: &'static Shape) {
        match (&spot.node.kind, &shape.kind) {
            (Kind::Null, _) => self.odd(&spot, What::Null, shape),
            (Kind::Object(members), _) if members.iter().any(|m| names::is_intrinsic(&m.name)) => {}
            (Kind::Object(_), Model::Structure { .. }) => {
                let object = Object {
                    node: spot.node,
                    shape,
                    place: spot.place,
                    above: Some(&spot.inside),
                };
                self.object(object, spot.strings);
            }
            (Kind::Object(_), Model::Map { value }) => self.map(&spot, value.get()),
            (Kind::List(_), Model::List { of, .. }) => {
                self.range(&spot, shape);
                self.list(&spot, of.get());
            }
            (Kind::Text(text), Model::Text { .. }) => {
                match wire::refuses(shape, text) {
                    Some(one_of) if placeholder::find(text).is_none() => {
                        self.odd(&spot, What::Enum(one_of), shape);
                    }
                    Some(_) | None => {}
                }
                self.range(&spot, shape);
                self.placeholder(&spot, text, shape);
            }
            (Kind::Number(_), Model::Integer { .. } | Model::Long)
                if !names::has_fraction(spot.node) =>
            {
                self.range(&spot, shape);
            }
            // In Python a Boolean is a number too: botocore looks at its least value only.
            (Kind::Truth(_), Model::Integer { .. })
                if super::range::is_outside(spot.node, shape) =>
            {
                self.odd(&spot, What::Range, shape);
            }
            (Kind::Number(_), Model::Number { .. })
            | (Kind::Number(_) | Kind::Text(_), Model::Time)
            | (Kind::Truth(_), Model::Truth)
            | (_, Model::Document) => {}
            (Kind::Text(text), _) if is_placeholder(text) => self.placeholder(&spot, text, shape),
            (Kind::Text(text), Model::List { .. }) if names::is_containers(shape, text) => {
                self.odd(&spot, What::ContainersString, shape);
            }
            (_, _) => self.odd(&spot, What::Type, shape),
        }
    }

    fn list(&mut self, list: &Spot<'_, 'a>, shape: &'static Shape) {
        for (index, item) in list.node.items().iter().enumerate() {
            let place = Place::Item(list.place, index);
            let spot = Spot {
                inside: list.inside,
                holder: list.node,
                index,
                node: item,
                place: &place,
                strings: list.strings,
            };
            self.value(spot, shape);
        }
    }

    fn map(&mut self, map: &Spot<'_, 'a>, shape: &'static Shape) {
        self.repeated(map.inside, map.node);
        for (index, member) in map.node.members().iter().enumerate() {
            let place = Place::Member(map.place, &member.name);
            let spot = Spot {
                inside: map.inside,
                holder: map.node,
                index,
                node: &member.value,
                place: &place,
                strings: Strings::Options,
            };
            self.value(spot, shape);
        }
    }

    fn missing(&mut self, object: Object<'_, 'a>) {
        for member in object.shape.members() {
            if !member.required || has_in_any_spelling(object, member) {
                continue;
            }
            let place = Place::Member(object.place, member.name);
            let spot = Spot {
                inside: object,
                holder: object.node,
                index: usize::MAX,
                node: object.node,
                place: &place,
                strings: Strings::Settings,
            };
            self.odd(&spot, What::Missing(member), member.shape.get());
        }
    }

    fn union(&mut self, object: Object<'_, 'a>) {
        let Model::Structure { union: true, .. } = object.shape.kind else {
            return;
        };
        if object.node.members().len() != 1 {
            let spot = Spot {
                inside: object,
                holder: object.node,
                index: usize::MAX,
                node: object.node,
                place: object.place,
                strings: Strings::Settings,
            };
            self.odd(&spot, What::Union, object.shape);
        }
    }

    fn repeated(&mut self, inside: Object<'_, 'a>, holder: &Node<'a>) {
        if let Kind::Object(members) = &holder.kind
            && !members.may_repeat()
        {
            return;
        }
        names::repeated(holder.members(), &mut |index| {
            let member = &holder.members()[index];
            let place = Place::Member(inside.place, &member.name);
            let spot = Spot {
                inside,
                holder,
                index,
                node: &member.value,
                place: &place,
                strings: Strings::Settings,
            };
            self.odd(&spot, What::Repeated, inside.shape);
        });
    }

    fn range(&mut self, spot: &Spot<'_, 'a>, shape: &'static Shape) {
        if super::range::is_outside(spot.node, shape) {
            self.odd(spot, What::Range, shape);
        }
    }

    fn placeholder(&mut self, spot: &Spot<'_, 'a>, text: &str, shape: &'static Shape) {
        let found = match spot.strings {
            Strings::Settings => placeholder::find(text),
            Strings::Options => placeholder::find_in_option(text),
            Strings::Anything => None,
        };
        if found.is_some() {
            self.odd(spot, What::Placeholder, shape);
        }
    }

    fn odd(&mut self, spot: &Spot<'_, 'a>, what: What, shape: &'static Shape) {
        (self.report)(&Odd {
            what,
            draft: self.draft,
            inside: spot.inside,
            holder: spot.holder,
            index: spot.index,
            node: spot.node,
            shape,
            place: spot.place,
        });
    }
}

fn has_in_any_spelling(object: Object, required: &Member) -> bool {
    let mut members = object.node.members().iter();
    members.any(|member| {
        member.name == required.name
            || names::is_intrinsic(&member.name)
            || names::misspelt(&member.name, object.shape)
                .is_some_and(|(_, known)| known.name == required.name)
    })
}
