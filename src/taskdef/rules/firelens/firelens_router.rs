//! A router and its clients: one of the one, some of the others.

use super::{CONFIGURATION, clients, routers};
use crate::taskdef::rules::edits::insert_item;
use crate::taskdef::rules::fargate::awslogs_fix;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{container, name_place, place};

/// TD-FIRELENS-NO-ROUTER
pub static MISSING: Rule = Rule::error(
    "TD-FIRELENS-NO-ROUTER",
    Wording::Aws,
    "ECS API, LogConfiguration, logDriver; text: answers of ECS, publicly reported",
    missing,
);

/// TD-FIRELENS-UNUSED: ECS refuses it, in words that are publicly reported from 2019 to 2026.
pub static UNUSED: Rule = Rule::error(
    "TD-FIRELENS-UNUSED",
    Wording::Aws,
    "ECS API, FirelensConfiguration; text: answers of ECS, publicly reported",
    unused,
);

/// TD-FIRELENS-MULTI
pub static SECOND: Rule = Rule::error(
    "TD-FIRELENS-MULTI",
    Wording::Ours,
    "amazon-ecs-agent, agent/api/task/task.go, GetFirelensContainer",
    second,
);

/// TD-FIRELENS-SELF: the agent allows for it, so that it is no error.
pub static ITSELF: Rule = Rule::warning(
    "TD-FIRELENS-SELF",
    Wording::Ours,
    "amazon-ecs-agent, agent/api/task/task.go, addFirelensContainerDependency",
    itself,
);

/// The name of the router that a fix adds.
const NAME: &str = "log_router";

fn missing(draft: &Draft, found: &mut Found) {
    let clients = clients(draft);
    let Some(client) = clients.first() else {
        return;
    };
    if routers(draft).next().is_some() {
        return;
    }
    let message = "When awsfirelens log driver is specified in log configuration, a firelens \
                   configuration object must be configured in one of the containers.";
    let help = "The driver hands the logs to a router: one more container of the task, with \
                Fluent Bit or Fluentd in it.";
    let path = format!("{}.logDriver", client.path);
    let mut said = Said::new(path, &place(client.node, "logDriver"), message, help);
    // Who names a plugin of Fluentd needs another router.
    if client.option("@type").is_none() && container(draft, NAME).is_none() {
        said.fixes.extend(add_router(draft));
    }
    found.say(said);
}

fn add_router(draft: &Draft) -> Option<Fix> {
    let memory = match draft.root.get("memory") {
        Some(_) => "",
        None => "\"memoryReservation\": 51, ",
    };
    let router = format!(
        "{{\"name\": \"{NAME}\", \
         \"image\": \"public.ecr.aws/aws-observability/aws-for-fluent-bit:stable\", \
         \"essential\": true, {memory}\"{CONFIGURATION}\": {{\"type\": \"fluentbit\"}}}}"
    );
    let list = draft.root.get("containerDefinitions")?;
    Some(Fix {
        title: "Add a log router".to_owned(),
        edits: vec![insert_item(draft, list, &router)],
    })
}

fn unused(draft: &Draft, found: &mut Found) {
    let Some(router) = routers(draft).next() else {
        return;
    };
    let containers = draft.container_list();
    let may_be_client = |one: &Node| {
        let driver = one.get("logConfiguration")?.get("logDriver")?.text();
        Some(driver.is_none_or(|driver| driver == "awsfirelens" || is_placeholder(driver)))
    };
    if containers
        .iter()
        .any(|one| may_be_client(one) == Some(true))
    {
        return;
    }
    let message = "When a firelensConfiguration object is specified, at least one container has \
                   to be configured with the awsfirelens log driver.";
    let help = "A container that is no router of FireLens can run Fluent Bit or Fluentd, too.";
    let place = name_place(router.container, CONFIGURATION);
    let path = format!("{}.{CONFIGURATION}", router.path);
    let mut said = Said::new(path, &place, message, help);
    let mut silent = containers
        .iter()
        .filter(|one| one.get(CONFIGURATION).is_none() && one.member("logConfiguration").is_none());
    if let Some(client) = silent.next() {
        let logs = "{\"logDriver\": \"awsfirelens\"}";
        said = said.fix(insert_fix(draft, client, "logConfiguration", logs));
    }
    found.say(said.fix(remove_fix(router.container, CONFIGURATION)));
}

fn second(draft: &Draft, found: &mut Found) {
    for router in routers(draft).skip(1) {
        let message = "Only one container may have a firelensConfiguration";
        let help = "All containers that log through FireLens share one router.";
        let place = name_place(router.container, CONFIGURATION);
        let path = format!("{}.{CONFIGURATION}", router.path);
        let said = Said::new(path, &place, message, help);
        found.say(said.fix(remove_fix(router.container, CONFIGURATION)));
    }
}

fn itself(draft: &Draft, found: &mut Found) {
    for client in clients(draft) {
        if client.container.get(CONFIGURATION).is_none() {
            continue;
        }
        let message = "The log router logs through itself";
        let help = "What it says of its own failure goes down with it.";
        let path = format!("{}.logDriver", client.path);
        let said = Said::new(path, &place(client.node, "logDriver"), message, help);
        found.say(said.fix(awslogs_fix(draft, client.node)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_windows, fixed, says};

    const CLIENT: &str = r#"{"name": "a", "logConfiguration": {"logDriver": "awsfirelens"}}"#;
    const ROUTER: &str = r#"{"name": "r", "firelensConfiguration": {"type": "fluentbit"}}"#;

    fn with(containers: &[&str]) -> String {
        format!(r#"{{"containerDefinitions": [{}]}}"#, containers.join(", "))
    }

    #[test]
    fn a_client_needs_a_router() {
        let text = with(&[CLIENT]);
        assert_eq!(
            says(&MISSING, &text),
            [concat!(
                "error $.containerDefinitions[0].logConfiguration.logDriver at «\"awsfirelens\"»: ",
                "When awsfirelens log driver is specified in log configuration, a firelens ",
                "configuration object must be configured in one of the containers."
            )]
        );
        let better = fixed(&MISSING, &text);
        assert!(better.contains("\"memoryReservation\": 51"));
        assert!(says(&MISSING, &better).is_empty());
        assert!(says(&MISSING, &with(&[CLIENT, ROUTER])).is_empty());
        let windows = container_on_windows(r#""logConfiguration": {"logDriver": "awsfirelens"}"#);
        assert!(says(&MISSING, &windows).is_empty());
    }

    #[test]
    fn a_router_needs_a_client() {
        for text in [with(&[ROUTER]), with(&[ROUTER, r#"{"name": "b"}"#])] {
            let said = says(&UNUSED, &text);
            assert!(said[0].starts_with(
                "error $.containerDefinitions[0].firelensConfiguration at \
                 «\"firelensConfiguration\"»: When a firelensConfiguration object is specified"
            ));
            assert!(says(&UNUSED, &fixed(&UNUSED, &text)).is_empty());
        }
        assert!(says(&UNUSED, &with(&[ROUTER, CLIENT])).is_empty());
        let open = CLIENT.replace("awsfirelens", "${driver}");
        assert!(says(&UNUSED, &with(&[ROUTER, &open])).is_empty());
    }

    #[test]
    fn one_router_is_enough() {
        let text = with(&[ROUTER, CLIENT, ROUTER]);
        assert_eq!(says(&SECOND, &text).len(), 1);
        assert!(says(&SECOND, &fixed(&SECOND, &text)).is_empty());
        assert!(says(&SECOND, &with(&[ROUTER, CLIENT])).is_empty());
    }

    #[test]
    fn a_router_had_better_log_elsewhere() {
        let client = CLIENT.replace(r#""a""#, r#""a", "firelensConfiguration": {}"#);
        let text = with(&[&client]);
        assert_eq!(says(&ITSELF, &text).len(), 1);
        assert!(says(&ITSELF, &fixed(&ITSELF, &text)).is_empty());
        assert!(says(&ITSELF, &with(&[ROUTER, CLIENT])).is_empty());
    }
}
