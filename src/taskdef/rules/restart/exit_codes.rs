//! Exit codes that do not restart a container.

use crate::taskdef::finding::Fix;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_place, parts};

/// TD-RESTART-EXITCODES
pub static MAX: Rule = Rule::error(
    "TD-RESTART-EXITCODES",
    Wording::Ours,
    "ECS API, ContainerRestartPolicy, ignoredExitCodes",
    most,
);

/// TD-RESTART-EXITCODE-RANGE
pub static RANGE: Rule = Rule::warning(
    "TD-RESTART-EXITCODE-RANGE",
    Wording::Ours,
    "POSIX, wait",
    range,
);

/// So many there may be.
const MOST: usize = 50;

fn most(draft: &Draft, found: &mut Found) {
    for (path, policy, _) in parts(draft, "restartPolicy") {
        let Some(list) = policy.get("ignoredExitCodes") else {
            continue;
        };
        let count = list.items().len();
        if count <= MOST {
            continue;
        }
        let said = Said::new(
            format!("{path}.ignoredExitCodes"),
            &name_place(policy, "ignoredExitCodes"),
            "At most 50 ignored exit codes",
            format!("There are {count}."),
        );
        found.say(said.fix(Fix {
            title: "Keep the first 50".to_owned(),
            edits: remove_items(list, |index| index >= MOST),
        }));
    }
}

fn range(draft: &Draft, found: &mut Found) {
    // On Windows they have 32 bits.
    if draft.is_windows() {
        return;
    }
    for (path, policy, _) in parts(draft, "restartPolicy") {
        let Some(list) = policy.get("ignoredExitCodes") else {
            continue;
        };
        for (index, item) in list.items().iter().enumerate() {
            let Some(code) = item.integer().filter(|code| !(0..=255).contains(code)) else {
                continue;
            };
            let said = Said::new(
                format!("{path}.ignoredExitCodes[{index}]"),
                &item.range,
                "Exit codes are 0–255",
                "Of what a program exits with, Linux keeps the lowest 8 bits: -1 comes out as 255.",
            );
            found.say(said.fix(match code {
                -128..0 => {
                    let code = (code + 256).to_string();
                    replace(format!("Use {code}"), item.range.clone(), code)
                }
                _ => remove_item_fix(list, index, "Remove this code"),
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::with;
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn of(codes: &[i64]) -> String {
        let codes: Vec<String> = codes.iter().map(i64::to_string).collect();
        with(&format!(r#""ignoredExitCodes": [{}]"#, codes.join(", ")))
    }

    #[test]
    fn there_are_no_more_than_fifty() {
        let codes: Vec<i64> = (0..52).collect();
        let path = "$.containerDefinitions[0].restartPolicy.ignoredExitCodes";
        let message = "At most 50 ignored exit codes";
        assert_eq!(
            says(&MAX, &of(&codes)),
            [format!("error {path} at «\"ignoredExitCodes\"»: {message}")]
        );
        assert_eq!(fixed(&MAX, &of(&codes)), of(&codes[..50]));
        assert!(says(&MAX, &of(&codes[..50])).is_empty());
    }

    #[test]
    fn they_are_bytes() {
        let path = "$.containerDefinitions[0].restartPolicy.ignoredExitCodes[1]";
        assert_eq!(
            says(&RANGE, &of(&[255, 256])),
            [format!("warning {path} at «256»: Exit codes are 0–255")]
        );
        assert_eq!(fixed(&RANGE, &of(&[255, 256])), of(&[255]));
        assert_eq!(fixed(&RANGE, &of(&[-1])), of(&[255]));
    }
}
