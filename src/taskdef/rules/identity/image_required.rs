//! A container has an image.

use crate::taskdef::rules::prelude::*;

/// TD-IMAGE-REQUIRED
pub static RULE: Rule = Rule::error(
    "TD-IMAGE-REQUIRED",
    Wording::Aws,
    "ECS API, ContainerDefinition, image",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let range = match container.get("image") {
            Some(image) if image.text() != Some("") => continue,
            Some(image) => image.range.clone(),
            None => Draft::opening(container),
        };
        let said = Said::new(
            format!("{path}.image"),
            &range,
            "Container.image should not be null or empty.",
            "Say which image the container runs, such as public.ecr.aws/nginx/nginx:1.27. A \
             file for a pipeline that puts it in, as amazon-ecs-render-task-definition does, may \
             do without.",
        );
        let image = quoted("public.ecr.aws/nginx/nginx:1.27");
        found.say(said.fix(set_fix(draft, container, "image", &image)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn an_empty_image_is_none() {
        let text = r#"{"containerDefinitions": [{"image": ""}, {}, {"image": "nginx"}]}"#;
        let message = "Container.image should not be null or empty.";
        assert_eq!(
            says(&RULE, text),
            [
                format!("error $.containerDefinitions[0].image at «\"\"»: {message}"),
                format!("error $.containerDefinitions[1].image at «{{»: {message}"),
            ]
        );
    }
}
