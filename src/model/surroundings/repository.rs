//! Private repositories of Amazon ECR in the simulated account and Region. What lies in them is not
//! simulated: a repository has every tag.
//!
//! Source: Amazon ECR API, `Repository`.

use super::Surroundings;
use crate::model::World;

/// Whether there is the repository of this registry. Registries of others are not known, and have
/// everything.
pub fn exists(world: &World, registry: &str, name: &str) -> bool {
    let settings = &world.settings;
    settings.permissive
        || !is_own(world, registry)
        || world.surroundings.repositories.contains(name)
}

/// Whether a host is that of the account's registry.
pub fn is_own(world: &World, host: &str) -> bool {
    let settings = &world.settings;
    let rest = host.strip_prefix(&*settings.account_id);
    let rest = rest.and_then(|rest| rest.strip_prefix(".dkr.ecr."));
    let rest = rest.and_then(|rest| rest.strip_prefix(&*settings.region));
    rest == Some(".amazonaws.com")
}

/// The host of the account's registry. Source: Amazon ECR User Guide, "Private registry concepts".
pub fn own_registry(world: &World) -> String {
    let (account, region) = (&world.settings.account_id, &world.settings.region);
    format!("{account}.dkr.ecr.{region}.amazonaws.com")
}

/// Assumption: what examples need.
pub(super) fn add_defaults(all: &mut Surroundings) {
    for name in ["web", "api", "app", "shop/web"] {
        all.repositories.insert(name.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_own_registry_lacks_repositories() {
        let mut world = World::default();
        let own = own_registry(&world);
        assert_eq!(own, "123456789012.dkr.ecr.us-east-1.amazonaws.com");
        assert!(is_own(&world, &own) && !is_own(&world, &own[1..]));
        assert!(exists(&world, &own, "shop/web") && !exists(&world, &own, "shop"));
        let other = own.replace("us-east-1", "eu-west-1");
        assert!(exists(&world, &other, "shop") && exists(&world, "docker.io", "library/nginx"));
        world.settings.permissive = true;
        assert!(exists(&world, &own, "shop"));
    }
}
