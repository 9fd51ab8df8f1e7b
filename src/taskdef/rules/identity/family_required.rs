//! A definition has a family.

use super::{repository_name, slug};
use crate::taskdef::node::Member;
use crate::taskdef::rules::prelude::*;

/// TD-FAMILY-REQUIRED
pub static RULE: Rule = Rule {
    refused_by: RefusedBy::Client,
    ..Rule::error(
        "TD-FAMILY-REQUIRED",
        Wording::Sdk,
        "ECS API, RegisterTaskDefinition, family",
        check,
    )
};

fn check(draft: &Draft, found: &mut Found) {
    let said = |range: &Bytes, message| {
        let help = "The family is the name that all revisions of this definition share.";
        let name = quoted(&proposed(draft));
        let fix = set_fix(draft, &draft.root, "family", &name);
        Said::new("$.family", range, message, help).fix(fix)
    };
    match draft.root.get("family") {
        // In other letters it is there, as another rule says.
        None if draft.root.members().iter().any(is_family) => {}
        None => {
            let message = "Missing required parameter in input: \"family\"";
            found.say(said(&Draft::opening(&draft.root), message));
        }
        // An empty one passes the client. Source of the text: aws-actions/
        // amazon-ecs-deploy-task-definition, issue 630.
        Some(family) if family.text() == Some("") => {
            let said = said(&family.range, "Family can not be blank.");
            found.say_refused_by(RefusedBy::Service, Wording::Aws, said);
        }
        Some(_) => {}
    }
}

fn is_family(member: &Member) -> bool {
    member.name.eq_ignore_ascii_case("family")
}

/// The name of the first container, or that of its image.
fn proposed(draft: &Draft) -> String {
    let first = draft.container_list().first();
    let name = first.and_then(|first| first.text_of("name")).map(slug);
    let image = first.and_then(|first| first.text_of("image"));
    let image = image.map(|image| slug(repository_name(image)));
    let mut names = name.into_iter().chain(image);
    let named = names.find(|name| !name.is_empty());
    named.unwrap_or_else(|| "app".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn the_first_container_lends_its_name() {
        let text = r#"{"containerDefinitions": [{"name": "web"}]}"#;
        let message = r#"Missing required parameter in input: "family""#;
        assert_eq!(
            says(&RULE, text),
            [format!("error $.family at «{{»: {message}")]
        );
        assert_eq!(
            fixed(&RULE, text),
            r#"{"containerDefinitions": [{"name": "web"}], "family": "web"}"#
        );
        assert_eq!(
            says(&RULE, r#"{"family": ""}"#),
            [r#"error $.family at «""»: Family can not be blank."#]
        );
        assert_eq!(fixed(&RULE, r#"{"family": ""}"#), r#"{"family": "app"}"#);
        for text in [r#"{"family": "web"}"#, r#"{"Family": "web"}"#] {
            assert!(says(&RULE, text).is_empty());
        }
    }
}
