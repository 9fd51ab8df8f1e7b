//! The size of /dev/shm.

use super::{half, memory_limit, on_host};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::outside;

/// TD-SHM-VALUE
pub static VALUE: Rule = Rule::error(
    "TD-SHM-VALUE",
    Wording::Ours,
    "ECS API, LinuxParameters, sharedMemorySize",
    value,
);

/// TD-SHM-GT-MEM
pub static MEMORY: Rule = Rule::warning(
    "TD-SHM-GT-MEM",
    Wording::Ours,
    "ECS API, LinuxParameters, sharedMemorySize; Docker, --shm-size",
    memory,
);

fn value(draft: &Draft, found: &mut Found) {
    for (path, parameters, _) in on_host(draft) {
        let Some((node, _)) = outside(parameters, "sharedMemorySize", 1..=i64::MAX) else {
            continue;
        };
        let said = Said::new(
            format!("{path}.sharedMemorySize"),
            &node.range,
            "sharedMemorySize is MiB and must be positive",
            "Without it Docker makes /dev/shm 64 MiB large.",
        );
        let usual = set_fix(draft, parameters, "sharedMemorySize", "64");
        found.say(
            said.fix(usual)
                .fix(remove_fix(parameters, "sharedMemorySize")),
        );
    }
}

fn memory(draft: &Draft, found: &mut Found) {
    for (path, parameters, container) in on_host(draft) {
        let Some(node) = parameters.get("sharedMemorySize") else {
            continue;
        };
        let limit = memory_limit(draft, container);
        let Some(limit) = limit.filter(|limit| node.integer().is_some_and(|size| size > *limit))
        else {
            continue;
        };
        let said = Said::new(
            format!("{path}.sharedMemorySize"),
            &node.range,
            "/dev/shm counts against the memory limit",
            format!(
                "The limit is {limit} MiB: the container is killed before /dev/shm is full. The \
                 unit is MiB."
            ),
        );
        let lower = set_fix(draft, parameters, "sharedMemorySize", &half(limit));
        found.say(said.fix(lower));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{on_fargate, with};
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn of(size: i64) -> String {
        with(&format!(r#""sharedMemorySize": {size}"#))
    }

    #[test]
    fn it_has_a_size() {
        let path = "$.containerDefinitions[0].linuxParameters.sharedMemorySize";
        let message = "sharedMemorySize is MiB and must be positive";
        assert_eq!(
            says(&VALUE, &of(0)),
            [format!("error {path} at «0»: {message}")]
        );
        assert_eq!(fixed(&VALUE, &of(0)), of(64));
        assert!(says(&VALUE, &of(1)).is_empty());
        assert!(says(&VALUE, &on_fargate(r#""sharedMemorySize": 0"#)).is_empty());
    }

    #[test]
    fn it_is_part_of_the_memory() {
        assert_eq!(fixed(&MEMORY, &of(513)), of(256));
        assert!(says(&MEMORY, &of(512)).is_empty());
        let task = of(513).replace(r#""memory": 512, "#, "");
        assert!(says(&MEMORY, &task).is_empty());
        let task = task.replacen('{', r#"{"memory": "512", "#, 1);
        assert_eq!(says(&MEMORY, &task).len(), 1);
    }
}
