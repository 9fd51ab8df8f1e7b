//! Functions of numbers.

use super::run::{Stop, error};
use super::value::Val;

type Made = Result<Val, Stop>;

/// Names, and what each stands for.
type Table<T> = &'static [(&'static str, T)];

const OF_NONE: Table<f64> = &[("infinite", f64::INFINITY), ("nan", f64::NAN)];

const OF_ONE: Table<fn(f64) -> f64> = &[
    ("abs", f64::abs),
    ("acos", f64::acos),
    ("asin", f64::asin),
    ("atan", f64::atan),
    ("cbrt", f64::cbrt),
    ("ceil", f64::ceil),
    ("cos", f64::cos),
    ("exp", f64::exp),
    ("exp10", |number| 10f64.powf(number)),
    ("exp2", f64::exp2),
    ("fabs", f64::abs),
    ("floor", f64::floor),
    ("log", f64::ln),
    ("log10", f64::log10),
    ("log2", f64::log2),
    ("round", f64::round),
    ("sin", f64::sin),
    ("sqrt", f64::sqrt),
    ("tan", f64::tan),
    ("trunc", f64::trunc),
];

const OF_TWO: Table<fn(f64, f64) -> f64> = &[
    ("atan2", f64::atan2),
    ("fmax", f64::max),
    ("fmin", f64::min),
    ("fmod", |left, right| left % right),
    ("ldexp", |number, power| number * power.exp2()),
    ("pow", f64::powf),
];

const TESTS: Table<fn(f64) -> bool> = &[
    ("isinfinite", f64::is_infinite),
    ("isnan", f64::is_nan),
    ("isnormal", f64::is_normal),
];

fn named<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table
        .iter()
        .find(|(own, _)| *own == name)
        .map(|(_, it)| *it)
}

pub fn is_known(name: &str, count: usize) -> bool {
    match count {
        0 => {
            let test = named(TESTS, name).is_some();
            test || named(OF_NONE, name).is_some() || named(OF_ONE, name).is_some()
        }
        2 => named(OF_TWO, name).is_some(),
        _ => false,
    }
}

pub fn call(name: &str, value: &Val, words: &[Val]) -> Made {
    if let Some(number) = named(OF_NONE, name) {
        return Ok(Val::Number(number));
    }
    if let [left, right] = words {
        return match (named(OF_TWO, name), left, right) {
            (Some(act), Val::Number(left), Val::Number(right)) => {
                Ok(Val::Number(act(*left, *right)))
            }
            (_, Val::Number(_), other) | (_, other, _) => required(other),
        };
    }
    let Val::Number(number) = value else {
        return required(value);
    };
    match (named(TESTS, name), named(OF_ONE, name)) {
        (Some(test), _) => Ok(Val::Truth(test(*number))),
        (None, Some(act)) => Ok(Val::Number(act(*number))),
        (None, None) => error(format!("{name} is not defined")),
    }
}

fn required(value: &Val) -> Made {
    error(format!("{} number required", value.shown()))
}
