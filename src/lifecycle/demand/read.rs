//! Demands as people write them.
//!
//! | text | meaning |
//! |---|---|
//! | `300` | always 300 |
//! | `ramp 100 900 10m` | from 100 to 900 in ten minutes, and there it stays |
//! | `daily 100 900` | 100 at midnight, 900 at noon, and back |
//! | `daily 100 900 1h` | the same within an hour |
//! | `requests 20ms` | CPU only: 20 ms of a vCPU for each request |

use crate::lifecycle::container::workload::read_span;
use crate::model::demand::{Course, CpuDemand};
use crate::sim::Span;

/// The longest that a ramp or a period may take: a year.
const LONGEST: Span = Span::hours(24 * 366);

/// The most CPU units or MiB that can be wanted: 1 TiB, or 1 024 vCPUs.
pub const MOST: u32 = 1_048_576;

/// Reads how much memory is wanted, in MiB; None if it is no such text.
pub fn course(text: &str) -> Option<Course> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        [amount] => Some(Course::Constant(number(amount)?)),
        ["ramp", from, to, over] => Some(Course::Ramp {
            from: number(from)?,
            to: number(to)?,
            over: span(over)?,
        }),
        ["daily", low, high] => daily(low, high, Span::hours(24)),
        ["daily", low, high, period] => daily(low, high, span(period)?),
        _ => None,
    }
}

/// Reads how much CPU is wanted, in CPU units or milliseconds per request.
pub fn cpu(text: &str) -> Option<CpuDemand> {
    match text.split_whitespace().collect::<Vec<&str>>()[..] {
        ["requests", each] => {
            let each = span(each)?;
            u32::try_from(each.0).ok().map(CpuDemand::PerRequest)
        }
        _ => course(text).map(CpuDemand::Course),
    }
}

fn daily(low: &str, high: &str, period: Span) -> Option<Course> {
    let (low, high) = (number(low)?, number(high)?);
    (low <= high).then_some(Course::Daily { low, high, period })
}

fn number(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|number| *number <= MOST);
    number.filter(|_| digits)
}

fn span(text: &str) -> Option<Span> {
    read_span(text).filter(|span| *span > Span::ZERO && *span <= LONGEST)
}

/// A course as it is written.
pub fn course_text(course: Course) -> String {
    match course {
        Course::Constant(amount) => amount.to_string(),
        Course::Ramp { from, to, over } => format!("ramp {from} {to} {}", span_text(over)),
        Course::Daily { low, high, period } if period == Span::hours(24) => {
            format!("daily {low} {high}")
        }
        Course::Daily { low, high, period } => format!("daily {low} {high} {}", span_text(period)),
    }
}

/// A demand for CPU as it is written.
pub fn cpu_text(cpu: CpuDemand) -> String {
    match cpu {
        CpuDemand::Course(course) => course_text(course),
        CpuDemand::PerRequest(millis) => {
            format!("requests {}", span_text(Span(u64::from(millis))))
        }
    }
}

fn span_text(span: Span) -> String {
    for (unit, millis) in [("h", 3_600_000), ("m", 60_000), ("s", 1_000)] {
        if span.0 >= millis && span.0.is_multiple_of(millis) {
            return format!("{}{unit}", span.0 / millis);
        }
    }
    format!("{}ms", span.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_alike() {
        for text in [
            "0",
            "300",
            "ramp 100 900 10m",
            "ramp 900 100 1500ms",
            "daily 100 900",
            "daily 100 900 1h",
        ] {
            assert_eq!(course(text).map(course_text).as_deref(), Some(text));
            assert_eq!(cpu(text).map(cpu_text).as_deref(), Some(text));
        }
        let each = cpu("requests 20ms");
        assert_eq!(each, Some(CpuDemand::PerRequest(20)));
        assert_eq!(each.map(cpu_text).as_deref(), Some("requests 20ms"));
        assert_eq!(cpu("requests 2"), Some(CpuDemand::PerRequest(2_000)));
    }

    #[test]
    fn what_is_no_demand_is_not_read() {
        for text in [
            "",
            "much",
            "-1",
            "+1",
            "1.5",
            "ramp 1 2",
            "ramp 1 2 0s",
            "ramp 1 2 3 weeks",
            "daily 9 1",
            "requests 20ms",
            "9999999999",
            "daily 1 2 9999999d",
        ] {
            assert_eq!(course(text), None, "{text}");
        }
    }
}
