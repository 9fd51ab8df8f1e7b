//! Where a router sends the logs of a container.

use super::{BUFFER_LIMIT, Router, clients, routers};
use crate::taskdef::rules::logging::Logging;
use crate::taskdef::rules::prelude::*;

/// TD-FIRELENS-NO-OUTPUT: options without the name of a plugin stop the task, file or no file.
pub static RULE: Rule = Rule::warning(
    "TD-FIRELENS-NO-OUTPUT",
    Wording::Ours,
    "amazon-ecs-agent, agent/taskresource/firelens/firelensconfig_unix.go, addOutputSection",
    check,
);

/// Options that give a plugin of Fluent Bit away. Source: Fluent Bit manual, Outputs.
const PLUGINS: [(&str, &str); 4] = [
    ("delivery_stream", "firehose"),
    ("log_group_name", "cloudwatch_logs"),
    ("stream", "kinesis_streams"),
    ("bucket", "s3"),
];

fn check(draft: &Draft, found: &mut Found) {
    let Some(router) = routers(draft).next() else {
        return;
    };
    let key = match router.kind() {
        "fluentbit" => "Name",
        "fluentd" => "@type",
        _ => return,
    };
    for client in clients(draft) {
        if client.option(key).is_some() || client.is_secret(key) {
            continue;
        }
        let options = client.options().map_or(&[][..], Node::members);
        let for_output = |name: &str| {
            !matches!(name, "include-pattern" | "exclude-pattern") && name != BUFFER_LIMIT
        };
        let secrets = client.node.list("secretOptions");
        if options.iter().any(|option| for_output(&option.name)) || !secrets.is_empty() {
            let said = unnamed(draft, &client, key, router.kind());
            found.say_refused_by(RefusedBy::Nobody, Wording::AtRunTime, said);
        } else if !has_own_outputs(&router) {
            let message = "Nothing tells the router where to send this container's logs";
            let help = format!(
                "Name the plugin in the option {key}, or give the router a configuration file \
                 with an output of its own."
            );
            let path = format!("{}.options", client.path);
            found.say(Said::new(path, &client.options_place(), message, help));
        }
    }
}

/// Whether a router may have outputs that the task definition does not show: those of a file, of
/// another command, or of the init images of AWS for Fluent Bit.
fn has_own_outputs(router: &Router) -> bool {
    let set = |name| router.container.get(name).is_some_and(Node::is_set);
    let variables = router.container.list("environment").iter();
    let mut names = variables.filter_map(|variable| variable.text_of("name"));
    let file = router.option("config-file-value").is_some();
    file || set("command")
        || set("entryPoint")
        || names.any(|name| name.starts_with("aws_fluent_bit_init_"))
}

fn unnamed(draft: &Draft, client: &Logging, key: &str, kind: &str) -> Said {
    let message = format!(
        "missing output key {key} which is required for firelens configuration of type {kind}"
    );
    let help = format!("The other options belong to a plugin, and {key} says to which one.");
    let path = format!("{}.options", client.path);
    let mut said = Said::new(path, &client.options_place(), message, help);
    let Some(options) = client.options() else {
        return said;
    };
    let mut members = options.members().iter();
    let misspelt = members.find(|option| option.name.eq_ignore_ascii_case(key));
    let known = |(option, _): &(&str, &str)| options.get(option).is_some();
    if let Some(option) = misspelt.filter(|option| option.name != key) {
        let title = format!("Rename to {key}");
        said = said.fix(replace(title, option.name_range.clone(), quoted(key)));
    } else if let Some((_, plugin)) = PLUGINS.iter().find(|one| known(one))
        && kind == "fluentbit"
    {
        said = said.fix(set_fix(draft, options, key, &quoted(plugin)));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(router: &str, logs: &str) -> String {
        format!(
            r#"{{"containerDefinitions": [
            {{"firelensConfiguration": {{"type": "fluentbit"}}{router}}},
            {{"logConfiguration": {{"logDriver": "awsfirelens"{logs}}}}}]}}"#
        )
    }

    #[test]
    fn options_belong_to_a_plugin() {
        let of = |options: &str| with("", &format!(r#", "options": {{{options}}}"#));
        let text = of(r#""bucket": "logs""#);
        assert!(says(&RULE, &text)[0].ends_with(
            "missing output key Name which is required for firelens configuration of type fluentbit"
        ));
        assert_eq!(fixed(&RULE, &text), of(r#""bucket": "logs", "Name": "s3""#));
        let text = of(r#""name": "s3""#);
        assert_eq!(fixed(&RULE, &text), of(r#""Name": "s3""#));
        assert!(says(&RULE, &of(r#""Name": "s3""#)).is_empty());
        let secret = with("", r#", "secretOptions": [{"name": "apikey"}]"#);
        assert_eq!(says(&RULE, &secret).len(), 1);
        let d = of(r#""Name": "s3""#).replace("fluentbit", "fluentd");
        assert_eq!(says(&RULE, &d).len(), 1);
    }

    #[test]
    fn without_options_a_file_says_where() {
        assert_eq!(says(&RULE, &with("", "")).len(), 1);
        let own = r#", "command": ["fluent-bit", "-c", "/own.conf"]"#;
        assert!(says(&RULE, &with(own, "")).is_empty());
        let init = r#", "environment": [{"name": "aws_fluent_bit_init_s3_1"}]"#;
        assert!(says(&RULE, &with(init, "")).is_empty());
    }
}
