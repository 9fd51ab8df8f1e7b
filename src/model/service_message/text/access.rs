//! The texts of calls that ECS cannot make.

use super::super::BalancerCall;
use super::Wording;
use crate::model::TargetGroupId;
use crate::model::arn::Arns;

impl Wording<'_> {
    /// Source: the guide's list; `on elb` from "Terraform and ECS at Scribd", a report of 2020.
    pub fn throttled(self, on: Option<&str>) -> String {
        let on = on.map(|on| format!(" on {on}")).unwrap_or_default();
        self.says(&format!(
            "operations are being throttled{on}. Will try again later."
        ))
    }

    pub fn no_permission(self, permission: &str) -> String {
        let role = self.role();
        let context = format!(
            " Failure Context: Role ({role}) is not authorized to perform: ({permission})."
        );
        self.misconfigured("permissions policies have", &context)
    }

    pub fn no_trust(self) -> String {
        self.misconfigured("trust relationship has", "")
    }

    /// Source: Developer Guide, "Troubleshooting Amazon ECS blue/green deployments" (missing write
    /// permissions), with the brackets of events. Assumption: that of a Classic Load Balancer is
    /// alike, and names no resource.
    pub fn denied(self, call: BalancerCall, group: TargetGroupId) -> String {
        let row = self.world.surroundings.target_groups.get(group);
        let classic = row.filter(|row| row.is_classic());
        let (what, on) = match classic {
            Some(row) => (format!("instances in (elb {})", row.name), String::new()),
            None => (
                format!("targets in {}", self.group(group)),
                format!(" on resource: {}", self.group_arn(group)),
            ),
        };
        let (verb, action) = (call.verb(), call.permission(classic.is_some()));
        let user = Arns::of(self.world).scheduler(&self.role());
        self.says(&format!(
            "failed to {verb} {what} with (error User: {user} is not authorized to perform: \
             {action}{on} because no identity-based policy allows the {action} action)"
        ))
    }

    fn role(self) -> String {
        let row = self.world.services.get(self.service);
        row.map_or_else(String::new, |row| Arns::of(self.world).service_role(row))
    }

    /// The guide has the beginning of it; the rest is from an event of 2026 in public.
    /// Assumption: of a trust relationship no context is told.
    fn misconfigured(self, what: &str, context: &str) -> String {
        let name = self.name();
        format!(
            "IAM {what} been misconfigured or changed, and ECS can no longer maintain your \
             (service {name}). Please reconfigure your IAM role.{context}"
        )
    }
}
