//! `scale` of a task set. Source: ECS API, `Scale`.

use crate::api::{Refusal, Request};
use crate::model::task_set::Scale;
use serde_json::Value;

/// The share that a request gives a task set; 0 % if it says nothing.
/// Source: AWS CLI, sample of create-task-set.
///
/// # Errors
/// It is not between 0 and 100 per cent. Assumption: the text.
pub fn scale(request: Request) -> Result<Scale, Refusal> {
    let given = request.part("scale").get("value");
    let scale = given.map_or(Some(0), millionths);
    scale
        .and_then(Scale::of_millionths)
        .ok_or_else(|| Refusal::invalid("Scale value must be between 0 and 100."))
}

/// A number in millionths, finer fractions cut off; None if it is negative or far too large.
fn millionths(value: &Value) -> Option<u64> {
    let text = value.to_string();
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((&text, "0"));
    let exponent: i32 = exponent.trim_start_matches('+').parse().ok()?;
    // JSON numbers are written with an exponent where they are very small or very large.
    if exponent != 0 {
        return (exponent < 0 && !digits.starts_with('-')).then_some(0);
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let whole: u64 = whole.parse().ok()?;
    whole
        .checked_mul(1_000_000)?
        .checked_add(fraction.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn shares_are_read_to_the_millionth() {
        for (value, read) in [
            (json!(50), Some(50_000_000)),
            (json!(50.5), Some(50_500_000)),
            (json!(33.333_333_333), Some(33_333_333)),
            (json!(1e-9), Some(0)),
            (json!(0.0), Some(0)),
            (json!(-1), None),
            (json!(-0.5), None),
            (json!(1e30), None),
        ] {
            assert_eq!(millionths(&value), read, "{value}");
        }
        let scale = |value: Value| scale(Request::new(&json!({"scale": {"value": value}})));
        assert_eq!(scale(json!(100)), Ok(Scale::WHOLE));
        assert!(scale(json!(100.000_001)).is_err());
    }
}
