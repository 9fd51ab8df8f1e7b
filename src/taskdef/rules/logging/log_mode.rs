//! What a driver does when it cannot keep up.

use super::{loggings, of_driver};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-LOG-MODE
pub static MODE: Rule = Rule::error(
    "TD-LOG-MODE",
    Wording::Ours,
    "ECS API, LogConfiguration, options",
    mode,
);

/// TD-LOG-MODE-DEFAULT
pub static DEFAULT: Rule = Rule::info(
    "TD-LOG-MODE-DEFAULT",
    "ECS API, LogConfiguration, options",
    default,
);

/// TD-LOG-BUFFER
pub static BUFFER: Rule = Rule::warning(
    "TD-LOG-BUFFER",
    Wording::Ours,
    "ECS API, LogConfiguration, options",
    buffer,
);

fn mode(draft: &Draft, found: &mut Found) {
    for logging in loggings(draft) {
        let Some(node) = logging.option("mode") else {
            continue;
        };
        let mode = node.text().unwrap_or_default();
        if matches!(mode, "blocking" | "non-blocking") || is_placeholder(mode) {
            continue;
        }
        let message = "mode must be blocking or non-blocking";
        let help = "Blocking holds the container up, non-blocking loses lines.";
        let path = logging.option_path("mode");
        found.say(
            Said::new(path, &node.range, message, help)
                .fix(replace(
                    "Use \"non-blocking\"",
                    node.range.clone(),
                    "\"non-blocking\"",
                ))
                .fix(replace(
                    "Use \"blocking\"",
                    node.range.clone(),
                    "\"blocking\"",
                )),
        );
    }
}

/// Said once: it is the same for all containers.
fn default(draft: &Draft, found: &mut Found) {
    let mut all = of_driver(draft, "awslogs").into_iter();
    let Some(logging) = all.find(|logging| logging.option("mode").is_none()) else {
        return;
    };
    let Some(options) = logging.options() else {
        return;
    };
    let message = "Default log mode is non-blocking: output may be lost under back-pressure";
    let help = "Since 25 June 2025 a driver without a mode keeps 10 MiB and then drops lines, \
                unless the account setting defaultLogDriverMode says blocking.";
    let path = logging.option_path("mode");
    found.say(
        Said::new(path, &logging.options_place(), message, help)
            .fix(insert_fix(draft, options, "mode", "\"non-blocking\""))
            .fix(insert_fix(draft, options, "mode", "\"blocking\"")),
    );
}

fn buffer(draft: &Draft, found: &mut Found) {
    for logging in loggings(draft) {
        let (Some(options), Some(node)) = (logging.options(), logging.option("max-buffer-size"))
        else {
            continue;
        };
        let size = node.text().unwrap_or_default();
        let path = logging.option_path("max-buffer-size");
        let message = "max-buffer-size needs mode non-blocking";
        if logging.text("mode") == Some("blocking") {
            let help = "A driver that blocks keeps nothing back.";
            found.say(
                Said::new(path, &node.range, message, help)
                    .fix(remove_fix(options, "max-buffer-size"))
                    .fix(set_fix(draft, options, "mode", "\"non-blocking\"")),
            );
        } else if !is_size(size) && !is_placeholder(size) {
            let help = "A size is a number of bytes, or one with k, m or g.";
            let place = place(options, "max-buffer-size");
            let message = "max-buffer-size is not a size";
            let better = set_fix(draft, options, "max-buffer-size", "\"25m\"");
            found.say(Said::new(path, &place, message, help).fix(better));
        }
    }
}

/// Whether a text is a number with or without a unit of bytes.
fn is_size(text: &str) -> bool {
    let digits = text
        .strip_suffix(['k', 'K', 'm', 'M', 'g', 'G'])
        .unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(options: &str) -> String {
        format!(
            r#"{{"containerDefinitions": [
            {{"logConfiguration": {{"logDriver": "awslogs", "options": {{{options}}}}}}}]}}"#
        )
    }

    #[test]
    fn a_driver_blocks_or_does_not() {
        let text = with(r#""mode": "async""#);
        assert_eq!(fixed(&MODE, &text), with(r#""mode": "non-blocking""#));
        assert_eq!(says(&DEFAULT, &with(r#""awslogs-group": "a""#)).len(), 1);
        assert!(says(&DEFAULT, &text).is_empty());
    }

    #[test]
    fn a_buffer_is_for_who_does_not_block() {
        let text = with(r#""mode": "blocking", "max-buffer-size": "4m""#);
        assert_eq!(fixed(&BUFFER, &text), with(r#""mode": "blocking""#));
        assert_eq!(
            says(&BUFFER, &with(r#""max-buffer-size": "4 MB""#)).len(),
            1
        );
        assert!(says(&BUFFER, &with(r#""max-buffer-size": "4m""#)).is_empty());
    }
}
