//! ARNs of Elastic Load Balancing.

use super::{Arns, PURPOSE_IDS};
use crate::model::surroundings::listener_rule::ListenerRule;
use crate::model::surroundings::load_balancer::DeclaredBalancer;
use crate::model::surroundings::target_group::{LoadBalancer, TargetGroup};
use crate::sim::Chance;

impl Arns<'_> {
    /// `arn:…:targetgroup/NAME/` and 16 hexadecimal digits, or the ARN it was declared with.
    pub fn target_group(self, row: &TargetGroup) -> String {
        if let Some(given) = &row.given_arn {
            return given.to_string();
        }
        let bits = Chance { seed: self.seed() }.draw(PURPOSE_IDS, 10, u64::from(row.id.0));
        self.balancing(&format!("targetgroup/{}/{bits:016x}", row.name))
    }

    /// `arn:…:listener-rule/app/BALANCER/` and three times 16 hexadecimal digits, of balancer,
    /// listener and rule, or the ARN it was declared with.
    pub fn listener_rule(self, row: &ListenerRule) -> String {
        if let Some(given) = &row.given_arn {
            return given.to_string();
        }
        let chance = Chance { seed: self.seed() };
        let balancer = self.balancer_bits(&row.load_balancer);
        let listener = chance.draw(PURPOSE_IDS, 12, u64::from(row.listener_port) ^ balancer);
        let rule = chance.draw(PURPOSE_IDS, 13, u64::from(row.id.0));
        self.balancing(&format!(
            "listener-rule/app/{}/{balancer:016x}/{listener:016x}/{rule:016x}",
            row.load_balancer
        ))
    }

    /// `arn:…:loadbalancer/KIND/NAME/` and 16 hexadecimal digits; the kind is `app` or `net`.
    pub fn load_balancer(self, kind: &str, name: &str) -> String {
        let bits = self.balancer_bits(name);
        self.balancing(&format!("loadbalancer/{kind}/{name}/{bits:016x}"))
    }

    /// The ARN of a load balancer that was declared; a classic one has none.
    pub fn declared_balancer(self, name: &str, row: &DeclaredBalancer) -> Option<String> {
        let kind = match row.kind {
            LoadBalancer::Application => "app",
            LoadBalancer::Network => "net",
            LoadBalancer::Classic => return None,
        };
        let given = row.given_arn.as_deref().map(str::to_owned);
        Some(given.unwrap_or_else(|| self.load_balancer(kind, name)))
    }

    fn balancer_bits(self, name: &str) -> u64 {
        let chance = Chance { seed: self.seed() };
        let fold = |sum, byte| chance.draw(PURPOSE_IDS, sum, u64::from(byte));
        name.bytes().fold(11, fold)
    }

    fn balancing(self, resource: &str) -> String {
        let settings = &self.world.settings;
        let (region, account) = (&settings.region, &settings.account_id);
        format!("arn:aws:elasticloadbalancing:{region}:{account}:{resource}")
    }
}
