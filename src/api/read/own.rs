//! Members of Drydock's own actions. The model of the API does not know them, so what is of another
//! type is refused here instead of counting as absent.

use crate::api::{Refusal, Request};
use crate::model::schedule::zone::Zone;
use serde_json::Value;
use std::ops::RangeInclusive;

/// A whole number in a range; `default` if it is absent.
pub fn number(
    request: Request,
    member: &str,
    default: i64,
    range: RangeInclusive<i64>,
) -> Result<u64, Refusal> {
    let number = match request.get(member) {
        None => Some(default),
        Some(value) => value.as_i64(),
    };
    let number = number.filter(|number| range.contains(number));
    number.map(i64::unsigned_abs).ok_or_else(|| {
        let (least, most) = (range.start(), range.end());
        Refusal::invalid(format!(
            "{member} must be a whole number between {least} and {most}."
        ))
    })
}

/// True or false; `default` if it is absent.
pub fn truth(request: Request, member: &str, default: bool) -> Result<bool, Refusal> {
    match request.get(member) {
        None => Ok(default),
        Some(Value::Bool(truth)) => Ok(*truth),
        Some(_) => Err(Refusal::invalid(format!("{member} must be true or false."))),
    }
}

/// A text; empty if it is absent.
pub fn text<'a>(request: Request<'a>, member: &str) -> Result<&'a str, Refusal> {
    match request.get(member) {
        None => Ok(""),
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(Refusal::invalid(format!("{member} must be a text."))),
    }
}

/// The clock of a time zone.
///
/// # Errors
/// There is no such zone. No public report has what AWS says then: these words are Drydock's own.
pub fn clock(zone: &str) -> Result<Zone, Refusal> {
    Zone::named(zone).ok_or_else(|| {
        let names = Zone::names();
        let near = names.iter().find(|name| name.eq_ignore_ascii_case(zone));
        let near = near.map_or("Europe/Paris", String::as_str);
        Refusal::invalid(format!(
            "There is no time zone {zone} in the IANA database: a name is spelled like {near}."
        ))
    })
}

/// The items of a list; None if it is absent.
pub fn list<'a>(request: Request<'a>, member: &str) -> Result<Option<&'a [Value]>, Refusal> {
    match request.get(member) {
        None => Ok(None),
        Some(Value::Array(items)) => Ok(Some(items)),
        Some(_) => Err(Refusal::invalid(format!("{member} must be a list."))),
    }
}
