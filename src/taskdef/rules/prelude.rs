//! What nearly every rule uses.

pub use super::edits::{
    insert_fix, insert_item, insert_members, quoted, remove_fix, remove_item_fix, remove_items,
    remove_member, set_fix,
};
pub use super::{Found, Rule, Said, is_placeholder, replace};
pub use crate::taskdef::draft::{Draft, Target};
pub use crate::taskdef::finding::{Edit, Fix, RefusedBy, Severity, Wording, in_text_order};
pub use crate::taskdef::node::{Bytes, Node};
pub use crate::taskdef::path::Path;
