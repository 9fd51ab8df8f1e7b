//! Rules of names: the family, the containers, their images.

mod container_name_chars;
mod container_name_dup;
mod container_name_required;
mod container_name_reserved;
mod containers_empty;
mod containers_max;
mod family_chars;
mod family_length;
mod family_required;
mod family_revision;
mod image_chars;
mod image_digest;
mod image_ecr_shape;
mod image_hub_rate;
mod image_latest;
mod image_len;
mod image_reference;
mod image_required;
mod label_reserved;
mod repo_credentials;
mod version_consistency;

use super::Rule;

pub use image_chars::RULE as IMAGE_CHARS;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &family_required::RULE,
    &family_chars::RULE,
    &family_length::RULE,
    &family_revision::RULE,
    &containers_empty::RULE,
    &containers_max::RULE,
    &container_name_required::RULE,
    &container_name_chars::RULE,
    &container_name_dup::RULE,
    &container_name_reserved::RULE,
    &image_required::RULE,
    &image_chars::RULE,
    &image_len::RULE,
    &image_digest::RULE,
    &repo_credentials::ECR,
    &image_reference::RULE,
    &image_ecr_shape::RULE,
    &image_latest::RULE,
    &image_hub_rate::RULE,
    &repo_credentials::FORMAT,
    &label_reserved::RULE,
    &version_consistency::RULE,
];

/// A text as a name of letters, digits, hyphens and underscores, cut to the 255 that are allowed.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.trim().chars() {
        if is_name_char(letter) {
            slug.push(letter);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').chars().take(255).collect()
}

/// Whether a letter may stand in the name of a family or a container. Source: ECS API,
/// RegisterTaskDefinition `family`; ContainerDefinition `name`.
pub fn is_name_char(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'
}

/// A family without the revision or the ARN around it, if it has one.
pub fn without_revision(family: &str) -> Option<&str> {
    let name = match family.split_once(":task-definition/") {
        Some((_, name)) => name,
        None => family,
    };
    let is_revision = |end: &str| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit());
    let bare = match name.rsplit_once(':') {
        Some((bare, revision)) if is_revision(revision) => bare,
        Some(_) | None => name,
    };
    (bare != family && !bare.is_empty()).then_some(bare)
}

/// The last part of an image's repository: `nginx` of `public.ecr.aws/nginx/nginx:1.27`.
pub fn repository_name(image: &str) -> &str {
    let path = image.split_once('@').map_or(image, |(path, _)| path);
    let last = path.rsplit('/').next().unwrap_or(path);
    last.split_once(':').map_or(last, |(name, _)| name)
}
