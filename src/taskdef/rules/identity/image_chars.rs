//! The characters of an image reference.

use crate::taskdef::rules::prelude::*;

/// TD-IMAGE-CHARS
pub static RULE: Rule = Rule::error(
    "TD-IMAGE-CHARS",
    Wording::Aws,
    "ECS API, ContainerDefinition, image",
    check,
);

/// Whether a letter may stand in an image reference.
pub(super) fn is_image_char(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | ':' | '/' | '#' | '@')
}

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let Some(node) = container.get("image") else {
            continue;
        };
        let image = node.text().unwrap_or_default();
        if is_placeholder(image) || image.chars().all(is_image_char) {
            continue;
        }
        let mut said = Said::new(
            format!("{path}.image"),
            &node.range,
            "Container.image contains invalid characters.",
            "An image has letters, digits and - _ . : / # @. Blanks and variables are refused.",
        );
        let better = image.trim_matches(|letter: char| !letter.is_ascii_alphanumeric());
        if !better.is_empty() && better.chars().all(is_image_char) && !image.starts_with('$') {
            said = said.fix(set_fix(draft, container, "image", &quoted(better)));
        }
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, found, says};

    #[test]
    fn a_blank_at_the_end_is_taken_off() {
        let of = |image: &str| format!(r#"{{"containerDefinitions": [{{"image": "{image}"}}]}}"#);
        assert_eq!(
            says(&RULE, &of("nginx:1.27 ")),
            [concat!(
                "error $.containerDefinitions[0].image at «\"nginx:1.27 \"»: ",
                "Container.image contains invalid characters."
            )]
        );
        assert_eq!(fixed(&RULE, &of("nginx:1.27 ")), of("nginx:1.27"));
        assert!(found(&RULE, &of("$IMAGE"))[0].fixes.is_empty());
        assert!(says(&RULE, &of("${image}")).is_empty());
    }
}
