//! Whom a router runs as.

use super::{fixed_text, routers};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::on_instances;

/// TD-FIRELENS-USER: a name, unlike a number, works nowhere. ECS used to refuse all but "0".
pub static RULE: Rule = Rule::info(
    "TD-FIRELENS-USER",
    "amazon-ecs-agent, capability ecs.capability.firelens.non-root-user",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for router in routers(draft) {
        let Some(node) = router.container.get("user") else {
            continue;
        };
        let Some(user) = fixed_text(node).filter(|user| !user.is_empty()) else {
            continue;
        };
        let path = format!("{}.user", router.path);
        let name = user.split(':').next().unwrap_or_default();
        if name.parse::<u32>().is_err() {
            let message = "The user of a log router must be a number";
            let help = "ECS gives the directory of the router's socket to this user and cannot \
                        look up names of the image.";
            let mut said = Said::new(path, &node.range, message, help);
            if name == "root" {
                said = said.fix(replace("Use \"0\"", node.range.clone(), "\"0\""));
            }
            found.say_as(Severity::Warning, said);
        } else if name != "0" && on_instances(draft) && !draft.is_fargate() {
            let message = "Only newer agents run a log router without root";
            let help = "The task is placed on instances whose agent has the capability \
                        ecs.capability.firelens.non-root-user, which came in 2025.";
            found.say(Said::new(path, &node.range, message, help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_user_is_a_number() {
        let of = |user: &str| {
            let router = format!(r#"{{"user": "{user}", "firelensConfiguration": {{}}}}"#);
            format!(r#"{{"containerDefinitions": [{router}]}}"#)
        };
        assert!(says(&RULE, &of("1000:1000"))[0].starts_with("info"));
        assert!(says(&RULE, &of("fluent"))[0].starts_with("warning"));
        assert_eq!(fixed(&RULE, &of("root")), of("0"));
        for fine in ["0", "0:0", "${user}", ""] {
            assert!(says(&RULE, &of(fine)).is_empty());
        }
        assert!(says(&RULE, &of("1000").replace("firelens", "x")).is_empty());
    }
}
