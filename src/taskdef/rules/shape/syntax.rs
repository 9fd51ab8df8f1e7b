//! Texts that are no JSON.

use crate::taskdef::rules::prelude::*;

/// TD-JSON-PARSE: said while a text is read; of a draft there is nothing more to say.
pub static RULE: Rule = Rule {
    refused_by: RefusedBy::Client,
    ..Rule::error("TD-JSON-PARSE", Wording::Ours, "RFC 8259", |_, _| {})
};
