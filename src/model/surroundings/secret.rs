//! Secrets of Secrets Manager and parameters of Systems Manager: their names, no values.
//!
//! Source: ECS API, `Secret.valueFrom`: the ARN of a secret, the name or the ARN of a parameter.

use super::Surroundings;
use crate::model::World;

/// Whether there is a secret with this ARN, or a parameter with this ARN or name. Secrets are
/// declared by name or ARN; the six characters that end the ARN of a secret are not compared where
/// a name was declared. Source: Secrets Manager User Guide, "What's in a secret?".
pub fn exists(world: &World, named: &str) -> bool {
    let known = &world.surroundings.secrets;
    world.settings.permissive || known.contains(named) || known.contains(name(named))
}

/// The name in the ARN of a secret or parameter; a name alone stays as it is.
fn name(named: &str) -> &str {
    if let Some((_, rest)) = named.split_once(":secret:") {
        let cut = rest.len().saturating_sub(7);
        let has_suffix = rest.is_char_boundary(cut) && rest[cut..].starts_with('-');
        return if has_suffix { &rest[..cut] } else { rest };
    }
    match named.split_once(":parameter/") {
        Some((_, rest)) => rest,
        None => named.trim_start_matches('/'),
    }
}

/// Assumption: what examples need.
pub(super) fn add_defaults(all: &mut Surroundings) {
    for name in ["db-password", "shop/region"] {
        all.secrets.insert(name.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_name_and_by_arn() {
        let world = World::default();
        for known in [
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-password-AbCdEf",
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-password",
            "arn:aws:ssm:us-east-1:123456789012:parameter/shop/region",
            "/shop/region",
            "shop/region",
        ] {
            assert!(exists(&world, known), "{known}");
        }
        assert!(!exists(
            &world,
            "arn:aws:secretsmanager:us-east-1:1:secret:other-AbCdEf"
        ));
        assert!(!exists(&world, "/shop/zone"));
    }
}
