//! A router's configuration file.

use super::{fixed_text, routers};
use crate::taskdef::rules::arn::{Arn, of_s3_address};
use crate::taskdef::rules::prelude::*;

/// TD-FIRELENS-CFG-PAIR
pub static PAIR: Rule = Rule::error(
    "TD-FIRELENS-CFG-PAIR",
    Wording::Ours,
    "ECS API, FirelensConfiguration, options",
    pair,
);

/// TD-FIRELENS-CFG-S3ARN: on all capacities. Fargate has no such files, and still its answer to an
/// address that is no ARN is this one.
pub static ARN: Rule = Rule::error(
    "TD-FIRELENS-CFG-S3ARN",
    Wording::Aws,
    "ECS API, FirelensConfiguration, options; text: answers of ECS, publicly reported",
    arn,
);

/// TD-FIRELENS-CFG-RESERVED
pub static RESERVED: Rule = Rule::warning(
    "TD-FIRELENS-CFG-RESERVED",
    Wording::Ours,
    "Developer Guide, Example Amazon ECS task definition: Route logs to FireLens",
    reserved,
);

const TYPE: &str = "config-file-type";
const VALUE: &str = "config-file-value";

/// The type that suits a value, in quotes.
fn type_of(value: &Node) -> &'static str {
    match value.text() {
        Some(text) if text.starts_with("arn:") || text.starts_with("s3:") => "\"s3\"",
        Some(_) | None => "\"file\"",
    }
}

fn pair(draft: &Draft, found: &mut Found) {
    let both = "Give both config-file-type and config-file-value";
    let help = "The type is s3 or file, the value the ARN of an object or a path in the image.";
    for router in routers(draft) {
        let Some(options) = router.options() else {
            continue;
        };
        let (name, place, message, fix) = match (router.option(TYPE), router.option(VALUE)) {
            (None, None) => continue,
            (None, Some(value)) => {
                let fix = set_fix(draft, options, TYPE, type_of(value));
                (VALUE, value, both, fix)
            }
            (Some(kind), None) => (TYPE, kind, both, remove_fix(options, TYPE)),
            (Some(kind), Some(value)) => {
                let text = fixed_text(kind);
                if text.is_none_or(|text| matches!(text, "s3" | "file")) {
                    continue;
                }
                let fix = set_fix(draft, options, TYPE, type_of(value));
                (TYPE, kind, "config-file-type must be s3 or file", fix)
            }
        };
        let path = router.option_path(name);
        found.say(Said::new(path, &place.range, message, help).fix(fix));
    }
}

fn arn(draft: &Draft, found: &mut Found) {
    for router in routers(draft) {
        let kind = router.option(TYPE).and_then(Node::text);
        let Some(node) = router.option(VALUE).filter(|_| kind == Some("s3")) else {
            continue;
        };
        let Some(value) = fixed_text(node) else {
            continue;
        };
        let is_object = |arn: Arn| arn.service == "s3" && arn.resource.contains('/');
        if Arn::of(value).is_some_and(is_object) {
            continue;
        }
        let help = "It is the ARN of an object: arn:aws:s3:::BUCKET/KEY.conf.";
        let path = router.option_path(VALUE);
        let mut said = Said::new(path, &node.range, "Invalid arn syntax.", help);
        if let Some(better) = of_s3_address(value) {
            said = said.fix(replace("Use its ARN", node.range.clone(), quoted(&better)));
        }
        found.say(said);
    }
}

fn reserved(draft: &Draft, found: &mut Found) {
    for router in routers(draft) {
        let generated = match router.kind() {
            "fluentbit" => "/fluent-bit/etc/fluent-bit.conf",
            "fluentd" => "/fluentd/etc/fluent.conf",
            _ => continue,
        };
        let Some(node) = router.option(VALUE) else {
            continue;
        };
        if node.text() == Some(generated) {
            let message = "This path is overwritten by ECS";
            let help = "ECS puts the file that it generates there. Give yours another name, such \
                        as /extra.conf: the generated one includes it.";
            found.say(Said::new(
                router.option_path(VALUE),
                &node.range,
                message,
                help,
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(options: &str) -> String {
        let router = format!(r#"{{"type": "fluentbit", "options": {{{options}}}}}"#);
        format!(r#"{{"containerDefinitions": [{{"firelensConfiguration": {router}}}]}}"#)
    }

    fn of(kind: &str, value: &str) -> String {
        with(&format!(
            r#""config-file-type": "{kind}", "config-file-value": "{value}""#
        ))
    }

    #[test]
    fn a_file_has_a_type_and_a_place() {
        let text = with(r#""config-file-type": "file""#);
        assert_eq!(fixed(&PAIR, &text), with(""));
        let text = with(r#""config-file-value": "arn:aws:s3:::a/b""#);
        let better = fixed(&PAIR, &text);
        assert!(better.contains(r#""config-file-type": "s3""#));
        assert!(says(&PAIR, &better).is_empty());
        let text = of("path", "/extra.conf");
        assert_eq!(fixed(&PAIR, &text), of("file", "/extra.conf"));
        assert!(says(&PAIR, &of("${kind}", "/extra.conf")).is_empty());
    }

    #[test]
    fn an_object_is_named_by_its_arn() {
        let text = of("s3", "s3://a/b.conf");
        assert!(says(&ARN, &text)[0].ends_with("Invalid arn syntax."));
        assert_eq!(fixed(&ARN, &text), of("s3", "arn:aws:s3:::a/b.conf"));
        assert_eq!(says(&ARN, &of("s3", "arn:aws:s3:::a")).len(), 1);
        for fine in [of("s3", "arn:aws:s3:::a/b.conf"), of("file", "s3://a/b")] {
            assert!(says(&ARN, &fine).is_empty());
        }
    }

    #[test]
    fn the_generated_file_has_its_path_for_itself() {
        let text = of("file", "/fluent-bit/etc/fluent-bit.conf");
        assert_eq!(says(&RESERVED, &text).len(), 1);
        assert!(says(&RESERVED, &text.replace("bit.conf", "bit2.conf")).is_empty());
        assert!(says(&RESERVED, &text.replace("fluentbit", "fluentd")).is_empty());
    }
}
