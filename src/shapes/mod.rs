//! The API of ECS as data: which members a request has, and of which kinds.
//!
//! The facts stand in `table`, which a program writes from the API model that botocore ships.
//! Source: Amazon ECS API model (ecs/2014-11-13).

mod build;
pub mod place;
#[rustfmt::skip]
mod table;
pub mod wire;

/// A named type of the API.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its name, such as `ContainerDefinition`.
    pub name: &'static str,
    /// What values of it are.
    pub kind: Kind,
}

/// Kinds of values.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    /// An object with known members.
    Structure {
        /// The members, in the order of the model.
        members: &'static [Member],
        /// Whether exactly one of them is to be set.
        union: bool,
    },
    /// An array.
    List {
        /// Of what.
        of: Ref,
        /// The least number of items.
        min: Option<u32>,
        /// The greatest number of items.
        max: Option<u32>,
    },
    /// An object with keys of the user's choice.
    Map {
        /// What its values are.
        value: Ref,
    },
    /// A string.
    Text {
        /// The only values, if it is an enum; else empty.
        one_of: &'static [&'static str],
        /// The least number of characters.
        min: Option<u32>,
        /// The greatest number of characters.
        max: Option<u32>,
        /// The regular expression that it matches.
        pattern: Option<&'static str>,
    },
    /// A whole number of 32 bits.
    Integer {
        /// The least value.
        min: Option<i32>,
        /// The greatest value.
        max: Option<i32>,
    },
    /// A whole number of 64 bits.
    Long,
    /// A number with or without a fraction.
    Number,
    /// A Boolean.
    Truth,
    /// Any JSON value.
    Document,
}

/// A member of a structure.
#[derive(Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub shape: Ref,
    /// Whether a request must have it.
    pub required: bool,
}

/// A shape by its place in the table: a quarter of the size of a reference and its relocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ref(u16);

impl Ref {
    /// The shape.
    pub fn get(self) -> &'static Shape {
        &table::SHAPES[usize::from(self.0)]
    }
}

impl Shape {
    /// The members of a structure; none of anything else.
    pub fn members(&self) -> &'static [Member] {
        match self.kind {
            Kind::Structure { members, .. } => members,
            Kind::List { .. }
            | Kind::Map { .. }
            | Kind::Text { .. }
            | Kind::Integer { .. }
            | Kind::Long
            | Kind::Number
            | Kind::Truth
            | Kind::Document => &[],
        }
    }

    /// A member of a structure by its name.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members().iter().find(|member| member.name == name)
    }
}

/// The input of an operation: a structure.
pub fn input(operation: &str) -> Option<&'static Shape> {
    let mut inputs = table::INPUTS.iter();
    let (_, shape) = inputs.find(|(name, _)| *name == operation)?;
    Some(shape.get())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_inputs_of_operations() {
        let input = input("RegisterTaskDefinition").unwrap();
        assert_eq!(input.name, "RegisterTaskDefinitionRequest");
        let required = input.members().iter().filter(|member| member.required);
        let required: Vec<&str> = required.map(|member| member.name).collect();
        assert_eq!(required, ["family", "containerDefinitions"]);
        assert_eq!(super::input("FlyToTheMoon"), None);
    }

    #[test]
    fn every_reference_has_its_shape() {
        for shape in &table::SHAPES {
            for member in shape.members() {
                assert!(!member.shape.get().name.is_empty(), "{}", member.name);
            }
            if let Kind::List { of, .. } | Kind::Map { value: of } = shape.kind {
                assert!(!of.get().name.is_empty(), "{}", shape.name);
            }
        }
    }

    #[test]
    fn keeps_enums_limits_and_unions() {
        let shape = |name: &str| table::SHAPES.iter().find(|shape| shape.name == name);
        let enabled = ["ENABLED", "DISABLED"];
        let Kind::Text { one_of, .. } = shape("EFSTransitEncryption").unwrap().kind else {
            panic!("not a text");
        };
        assert_eq!(one_of, enabled);
        let Kind::List { max, .. } = shape("Tags").unwrap().kind else {
            panic!("not a list");
        };
        assert_eq!(max, Some(50));
        let Kind::Structure { union, .. } = shape("SharingStrategy").unwrap().kind else {
            panic!("not a structure");
        };
        assert!(union);
    }
}
