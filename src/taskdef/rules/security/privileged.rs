//! Privileged containers.

use crate::taskdef::finding::Fix;
use crate::taskdef::rules::prelude::*;

/// TD-PRIVILEGED
pub static HOST: Rule = Rule::warning(
    "TD-PRIVILEGED",
    Wording::Ours,
    "ECS API, ContainerDefinition, privileged",
    host,
);

/// TD-CAP-PRIVILEGED
pub static CAPABILITIES: Rule = Rule::info(
    "TD-CAP-PRIVILEGED",
    "ECS API, KernelCapabilities",
    capabilities,
);

/// The privileged containers; not on Fargate, which has none, nor on Windows.
fn privileged<'d, 'a>(
    draft: &'d Draft<'a>,
) -> impl Iterator<Item = (String, &'d Node<'a>, &'d Node<'a>)> {
    let may_be = !draft.is_fargate() && !draft.is_windows();
    let containers = draft.containers().filter(move |_| may_be);
    containers.filter_map(|(path, container)| {
        let node = container.get("privileged")?;
        let is = node.truth() == Some(true);
        is.then(|| (format!("{path}.privileged"), node, container))
    })
}

fn host(draft: &Draft, found: &mut Found) {
    for (path, node, container) in privileged(draft) {
        let said = Said::new(
            path,
            &node.range,
            "Privileged container: full access to the host",
            "Whoever takes over the container has the instance, and with it its other tasks. \
             Single capabilities and devices are often enough: see linuxParameters.",
        );
        found.say(said.fix(remove_fix(container, "privileged")));
    }
}

fn capabilities(draft: &Draft, found: &mut Found) {
    for (path, node, container) in privileged(draft) {
        let parameters = container.get("linuxParameters");
        let Some((parameters, capabilities)) =
            parameters.and_then(|one| Some((one, one.get("capabilities")?)))
        else {
            continue;
        };
        let lists = ["add", "drop"].map(|name| capabilities.list(name));
        if lists.iter().all(|list| list.is_empty()) {
            continue;
        }
        let said = Said::new(
            path,
            &node.range,
            "capabilities have no effect on a privileged container",
            "It has its powers anyway: what is added or dropped does not count.",
        );
        let keep = Fix {
            title: "Keep capabilities only".to_owned(),
            ..remove_fix(container, "privileged")
        };
        let said = said.fix(keep);
        found.say(said.fix(remove_fix(parameters, "capabilities")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{applied, container_on_fargate, fixed, found, says};

    fn of(parameters: &str) -> String {
        format!(
            r#"{{"containerDefinitions": [
            {{"name": "a", "privileged": true, "linuxParameters": {parameters}}}]}}"#
        )
    }

    #[test]
    fn it_has_its_host() {
        let path = "$.containerDefinitions[0].privileged";
        let message = "Privileged container: full access to the host";
        assert_eq!(
            says(&HOST, &of("{}")),
            [format!("warning {path} at «true»: {message}")]
        );
        assert!(says(&HOST, &fixed(&HOST, &of("{}"))).is_empty());
        assert!(says(&HOST, &of("{}").replace("true", "false")).is_empty());
        assert!(says(&HOST, &container_on_fargate(r#""privileged": true"#)).is_empty());
    }

    #[test]
    fn its_capabilities_are_what_they_are() {
        let text = of(r#"{"capabilities": {"drop": ["ALL"]}}"#);
        assert!(says(&CAPABILITIES, &text)[0].starts_with("info"));
        let fixes = &found(&CAPABILITIES, &text)[0].fixes;
        assert_eq!(applied(&text, &fixes[1].edits), of("{}"));
        assert!(says(&CAPABILITIES, &fixed(&CAPABILITIES, &text)).is_empty());
        let empty = of(r#"{"capabilities": {"add": [], "drop": []}}"#);
        assert!(says(&CAPABILITIES, &empty).is_empty());
    }
}
