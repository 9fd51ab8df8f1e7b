//! What Docker keeps for the router.

use super::{BUFFER_LIMIT, clients, fixed_text};
use crate::taskdef::rules::logging::loggings;
use crate::taskdef::rules::memory::{sum, task_memory};
use crate::taskdef::rules::prelude::*;

/// TD-FIRELENS-BUFFER: the limit counts lines, not bytes, as older editions of the guide had it.
pub static LIMIT: Rule = Rule::warning(
    "TD-FIRELENS-BUFFER",
    Wording::Ours,
    "Developer Guide, Configuring Amazon ECS logs for high throughput",
    limit,
);

/// TD-FIRELENS-BUFFER-SUM: as lines have no size, only that something is left can be asked for.
pub static MEMORY: Rule = Rule::info(
    "TD-FIRELENS-BUFFER-SUM",
    "Developer Guide, Configuring Amazon ECS logs for high throughput",
    memory,
);

/// What Docker keeps if nothing is said.
const DEFAULT: &str = "\"1048576\"";

/// The first number of lines that is too high.
const END: u32 = 536_870_912;

fn limit(draft: &Draft, found: &mut Found) {
    for logging in loggings(draft) {
        let (Some(options), Some(node)) = (logging.options(), logging.option(BUFFER_LIMIT)) else {
            continue;
        };
        let driver = logging.driver();
        // Of awslogs it is said that it does not know the option.
        let open = matches!(driver, "" | "awslogs") || is_placeholder(driver);
        let Some(text) = fixed_text(node).filter(|_| !open) else {
            continue;
        };
        let (message, fix) = if driver != "awsfirelens" {
            let message = "log-driver-buffer-limit is for awsfirelens only";
            (message, remove_fix(options, BUFFER_LIMIT))
        } else if text.parse::<u32>().is_ok_and(|lines| lines < END) {
            continue;
        } else {
            let message = "log-driver-buffer-limit is a number of log lines below 536870912";
            (message, set_fix(draft, options, BUFFER_LIMIT, DEFAULT))
        };
        let help = "So many lines wait in memory for the router; without it, 1048576.";
        let path = logging.option_path(BUFFER_LIMIT);
        found.say(Said::new(path, &node.range, message, help).fix(fix));
    }
}

fn memory(draft: &Draft, found: &mut Found) {
    let clients = clients(draft).into_iter();
    let mut limited = clients.filter_map(|client| Some((client.option(BUFFER_LIMIT)?, client)));
    let (Some((node, client)), Some(task)) = (limited.next(), task_memory(draft)) else {
        return;
    };
    if sum(draft, "memory") < task {
        return;
    }
    let message = "FireLens buffers need memory on top of the containers";
    let help = "The containers may use all memory of the task; leave some for the lines that wait.";
    let path = client.option_path(BUFFER_LIMIT);
    found.say(Said::new(path, &node.range, message, help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(driver: &str, limit: &str) -> String {
        let options = format!(r#"{{"log-driver-buffer-limit": "{limit}"}}"#);
        let logs = format!(r#"{{"logDriver": "{driver}", "options": {options}}}"#);
        let container = format!(r#"{{"memory": 512, "logConfiguration": {logs}}}"#);
        format!(r#"{{"memory": "512", "containerDefinitions": [{container}]}}"#)
    }

    #[test]
    fn a_limit_is_a_number_of_lines() {
        for odd in ["2MiB", "-1", "536870912"] {
            let text = with("awsfirelens", odd);
            assert_eq!(fixed(&LIMIT, &text), with("awsfirelens", "1048576"));
        }
        let other = with("fluentd", "4096");
        assert_eq!(says(&LIMIT, &other).len(), 1);
        assert!(says(&LIMIT, &fixed(&LIMIT, &other)).is_empty());
        for fine in [with("awsfirelens", "0"), with("awsfirelens", "${limit}")] {
            assert!(says(&LIMIT, &fine).is_empty());
        }
    }

    #[test]
    fn lines_that_wait_need_memory() {
        let text = with("awsfirelens", "4096");
        assert_eq!(says(&MEMORY, &text).len(), 1);
        assert!(says(&MEMORY, &text.replace("\"512\"", "\"1 GB\"")).is_empty());
        assert!(says(&MEMORY, &with("awslogs", "4096")).is_empty());
    }
}
