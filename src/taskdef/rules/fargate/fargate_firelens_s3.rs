//! FireLens on Fargate reads no configuration from S3.

use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-FIRELENS-S3
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-FIRELENS-S3",
    Wording::Aws,
    "ECS API, FirelensConfiguration, options",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, container) in draft.containers() {
        let firelens = container.get("firelensConfiguration");
        let options = firelens.and_then(|firelens| firelens.get("options"));
        let Some(node) = options.and_then(|options| options.get("config-file-type")) else {
            continue;
        };
        if node.text() == Some("s3") {
            found.say(Said::new(
                format!("{path}.firelensConfiguration.options.config-file-type"),
                &node.range,
                "Fargate launch type does not support FirelensConfiguration config file from 's3'",
                "Build the file into the image and use the type file, or use the init image of \
                 AWS for Fluent Bit.",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, says};

    #[test]
    fn a_file_in_the_image_is_fine() {
        let of = |kind: &str| {
            let options = format!(r#"{{"options": {{"config-file-type": "{kind}"}}}}"#);
            container_on_fargate(&format!(r#""firelensConfiguration": {options}"#))
        };
        assert_eq!(says(&RULE, &of("s3")).len(), 1);
        assert!(says(&RULE, &of("file")).is_empty());
    }
}
