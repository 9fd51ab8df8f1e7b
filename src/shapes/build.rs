//! Short names for the rows of the table.

use super::{Kind, Member, Ref, Shape};

pub(super) const fn structure(name: &'static str, members: &'static [Member]) -> Shape {
    let union = false;
    Shape {
        name,
        kind: Kind::Structure { members, union },
    }
}

pub(super) const fn union(name: &'static str, members: &'static [Member]) -> Shape {
    let union = true;
    Shape {
        name,
        kind: Kind::Structure { members, union },
    }
}

pub(super) const fn required(name: &'static str, shape: u16) -> Member {
    Member {
        name,
        shape: Ref(shape),
        required: true,
    }
}

pub(super) const fn optional(name: &'static str, shape: u16) -> Member {
    Member {
        name,
        shape: Ref(shape),
        required: false,
    }
}

pub(super) const fn list(name: &'static str, of: u16) -> Shape {
    list_within(name, of, None, None)
}

pub(super) const fn list_within(
    name: &'static str,
    of: u16,
    min: Option<u32>,
    max: Option<u32>,
) -> Shape {
    let of = Ref(of);
    Shape {
        name,
        kind: Kind::List { of, min, max },
    }
}

pub(super) const fn map(name: &'static str, value: u16) -> Shape {
    let value = Ref(value);
    Shape {
        name,
        kind: Kind::Map { value },
    }
}

pub(super) const fn text(name: &'static str) -> Shape {
    text_within(name, None, None, None)
}

pub(super) const fn text_within(
    name: &'static str,
    min: Option<u32>,
    max: Option<u32>,
    pattern: Option<&'static str>,
) -> Shape {
    let kind = Kind::Text {
        one_of: &[],
        min,
        max,
        pattern,
    };
    Shape { name, kind }
}

pub(super) const fn one_of(name: &'static str, one_of: &'static [&'static str]) -> Shape {
    let kind = Kind::Text {
        one_of,
        min: None,
        max: None,
        pattern: None,
    };
    Shape { name, kind }
}

pub(super) const fn integer(name: &'static str) -> Shape {
    integer_within(name, None, None)
}

pub(super) const fn integer_within(
    name: &'static str,
    min: Option<i32>,
    max: Option<i32>,
) -> Shape {
    Shape {
        name,
        kind: Kind::Integer { min, max },
    }
}

pub(super) const fn long(name: &'static str) -> Shape {
    Shape {
        name,
        kind: Kind::Long,
    }
}

pub(super) const fn number(name: &'static str) -> Shape {
    Shape {
        name,
        kind: Kind::Number,
    }
}

pub(super) const fn truth(name: &'static str) -> Shape {
    Shape {
        name,
        kind: Kind::Truth,
    }
}

pub(super) const fn document(name: &'static str) -> Shape {
    Shape {
        name,
        kind: Kind::Document,
    }
}
