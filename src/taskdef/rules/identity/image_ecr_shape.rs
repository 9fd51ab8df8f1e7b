//! The form of a reference to a private repository of Amazon ECR.

use crate::taskdef::rules::prelude::*;

/// TD-IMAGE-ECR-SHAPE
pub static RULE: Rule = Rule::warning(
    "TD-IMAGE-ECR-SHAPE",
    Wording::AtRunTime,
    "Developer Guide, Using Amazon ECR images with Amazon ECS",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let Some(node) = container.get("image") else {
            continue;
        };
        let image = node.text().unwrap_or_default();
        if image.contains("dkr.ecr") && !is_placeholder(image) && !is_whole(image) {
            found.say(Said::new(
                format!("{path}.image"),
                &node.range,
                "CannotPullContainerError: API error (404): repository not found",
                "It is <account>.dkr.ecr.<region>.amazonaws.com/<repository>, with an account \
                 number of twelve digits.",
            ));
        }
    }
}

/// Whether a reference has an account, a region, the domain and a repository.
fn is_whole(image: &str) -> bool {
    let Some((host, repository)) = image.split_once('/') else {
        return false;
    };
    let Some((account, rest)) = host.split_once(".dkr.ecr") else {
        return false;
    };
    let rest = rest.strip_prefix("-fips").unwrap_or(rest);
    let region = rest.strip_suffix(".amazonaws.com");
    let region = region.or_else(|| rest.strip_suffix(".amazonaws.com.cn"));
    let region = region
        .and_then(|region| region.strip_prefix('.'))
        .unwrap_or_default();
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    is_account && !region.is_empty() && !region.contains('.') && !repository.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn account_region_and_repository_belong_to_it() {
        let of = |image: &str| format!(r#"{{"containerDefinitions": [{{"image": "{image}"}}]}}"#);
        for whole in [
            "210987654321.dkr.ecr.eu-west-1.amazonaws.com/web:1",
            "210987654321.dkr.ecr-fips.us-east-1.amazonaws.com/a/web",
            "210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn/web",
            "nginx",
        ] {
            assert!(says(&RULE, &of(whole)).is_empty(), "{whole}");
        }
        for odd in [
            "21098765432.dkr.ecr.eu-west-1.amazonaws.com/web",
            "210987654321.dkr.ecr.amazonaws.com/web",
            "210987654321.dkr.ecr.eu-west-1.amazonaws.com",
        ] {
            assert_eq!(says(&RULE, &of(odd)).len(), 1, "{odd}");
        }
    }
}
