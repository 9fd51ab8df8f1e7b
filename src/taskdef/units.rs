//! The unit grammar of the task-level `cpu` and `memory`: strings with an optional unit.
//!
//! Source: ECS API, RegisterTaskDefinition `cpu` and `memory`; Developer Guide, "Task definition
//! parameters", Task size. 1 vCPU is 1024 CPU units, 1 GB is 1024 MiB.

/// Why a size is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitProblem {
    /// It is no number with a known unit, or it needs a unit and has none.
    Syntax,
    /// It is a number, but no whole number of CPU units or MiB.
    NotWhole,
}

/// The units per 1 of each suffix of `cpu`. Only "vcpu" is documented.
const CPU: &[(&str, u64)] = &[("vcpus", 1024), ("vcpu", 1024)];

/// The MiB per 1 of each suffix of `memory`. Only "gb" is documented.
const MEMORY: &[(&str, u64)] = &[("gib", 1024), ("gb", 1024), ("mib", 1), ("mb", 1)];

/// CPU units of a task-level `cpu`: `"256"`, `".25 vCPU"`. Reads some undocumented spellings too;
/// see [`documented_spelling`].
pub fn cpu_units(text: &str) -> Result<u32, UnitProblem> {
    size(text, CPU)
}

/// MiB of a task-level `memory`: `"512"`, `"0.5GB"`. Reads some undocumented spellings too; see
/// [`documented_spelling`].
pub fn memory_mib(text: &str) -> Result<u32, UnitProblem> {
    size(text, MEMORY)
}

/// Whether a size that can be read is spelled as the documentation does: a whole number, or a
/// decimal number, at most one blank and `vCPU` or `GB` in any case. `1.0 vCPU` is not.
pub fn documented_spelling(text: &str) -> bool {
    if is_number(text) {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    let unit = lower
        .strip_suffix("vcpu")
        .or_else(|| lower.strip_suffix("gb"));
    let Some(number) = unit else {
        return false;
    };
    let number = number.strip_suffix(' ').unwrap_or(number);
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (number, "1"),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let some_digit = number.bytes().any(|byte| byte.is_ascii_digit());
    let spare = fraction.is_empty() || fraction.ends_with('0');
    some_digit && digits(whole) && digits(fraction) && !spare
}

/// Whether a size is a whole number and nothing else, as nearly all are.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn size(text: &str, suffixes: &[(&str, u64)]) -> Result<u32, UnitProblem> {
    if is_number(text) {
        return text.parse().map_err(|_| UnitProblem::Syntax);
    }
    let lower = text.trim_matches([' ', '\t']).to_ascii_lowercase();
    let suffixed = suffixes.iter().find_map(|(suffix, factor)| {
        let number = lower.strip_suffix(suffix)?;
        Some((number.trim_end_matches([' ', '\t']), *factor))
    });
    let (number, factor) = suffixed.unwrap_or((&lower, 1));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || whole.len() + fraction.len() == 0 {
        return Err(UnitProblem::Syntax);
    }
    if suffixed.is_none() && number.contains('.') {
        return Err(UnitProblem::NotWhole);
    }
    exact(whole, fraction, factor)
}

/// (whole.fraction) times a factor, if that is a whole number that fits.
fn exact(whole: &str, fraction: &str, factor: u64) -> Result<u32, UnitProblem> {
    let fraction = fraction.trim_end_matches('0');
    // 1024 is 2 to the 10th: a number with more decimal places cannot become whole.
    if fraction.len() > 10 {
        return Err(UnitProblem::NotWhole);
    }
    let number = |part: &str| match part.is_empty() {
        true => Ok(0),
        false => part.parse::<u64>().map_err(|_| UnitProblem::Syntax),
    };
    let scale = (0..fraction.len()).fold(1_u64, |scale, _| scale * 10);
    let part = number(fraction)? * factor;
    if !part.is_multiple_of(scale) {
        return Err(UnitProblem::NotWhole);
    }
    let product = number(whole)?.checked_mul(factor);
    let sum = product.and_then(|product| product.checked_add(part / scale));
    sum.and_then(|sum| u32::try_from(sum).ok())
        .ok_or(UnitProblem::Syntax)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_service_takes() {
        for (text, expected) in [
            ("256", 256),
            ("1 vCPU", 1024),
            ("1vcpu", 1024),
            (".25 vCPU", 256),
            ("0.25 vCPU", 256),
            ("0.5vcpu", 512),
        ] {
            assert_eq!(cpu_units(text), Ok(expected), "{text}");
            assert!(documented_spelling(text), "{text}");
        }
        for (text, expected) in [
            ("512", 512),
            ("1 GB", 1024),
            ("0.5GB", 512),
            (".5 gb", 512),
            ("30gb", 30_720),
        ] {
            assert_eq!(memory_mib(text), Ok(expected), "{text}");
            assert!(documented_spelling(text), "{text}");
        }
    }

    #[test]
    fn knows_undocumented_spellings() {
        for (text, expected) in [("1.0 vCPU", 1024), ("2 vCPUs", 2048), (" 1  vCPU", 1024)] {
            assert_eq!(cpu_units(text), Ok(expected), "{text}");
            assert!(!documented_spelling(text), "{text}");
        }
        for (text, expected) in [("512MiB", 512), ("512 MB", 512), ("1GiB", 1024)] {
            assert_eq!(memory_mib(text), Ok(expected), "{text}");
            assert!(!documented_spelling(text), "{text}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for text in [
            "",
            " ",
            ".",
            "vCPU",
            "1e3",
            "+256",
            "-1",
            "512M",
            "1.2.3 vCPU",
            "99999999999",
            "½ vCPU",
        ] {
            assert_eq!(cpu_units(text), Err(UnitProblem::Syntax), "{text}");
        }
        for text in ["0.25", "1024.0", "0.3 vCPU", ".00000000000001 vCPU"] {
            assert_eq!(cpu_units(text), Err(UnitProblem::NotWhole), "{text}");
        }
        assert_eq!(memory_mib("1G"), Err(UnitProblem::Syntax));
        assert_eq!(memory_mib("0.3 GB"), Err(UnitProblem::NotWhole));
        assert_eq!(memory_mib("1 vCPU"), Err(UnitProblem::Syntax));
    }
}
