//! Account settings: what holds for whoever calls, and what single principals chose otherwise.

use std::collections::BTreeMap;
use std::sync::Arc;

/// What a setting may be set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Nothing: AWS sets it.
    ByAws,
}

/// A setting that the API knows.
#[derive(Debug, PartialEq, Eq)]
pub struct SettingKind {
    /// Its name.
    pub name: &'static str,
    /// What it is where nobody has set it.
    pub default: &'static str,
    /// What it can be set to.
    pub allowed: Allowed,
}

const SWITCH: Allowed = Allowed::OneOf(&["enabled", "disabled"]);

const fn kind(name: &'static str, default: &'static str, allowed: Allowed) -> SettingKind {
    SettingKind {
        name,
        default,
        allowed,
    }
}

/// All settings, in the order of the API's model.
/// Source: ECS API, PutAccountSetting, `name` and `value`; Developer Guide, "Access Amazon ECS
/// features with account settings". Assumption: the default of `fargateEventWindows`.
pub static SETTINGS: &[SettingKind] = &[
    kind("serviceLongArnFormat", "enabled", SWITCH),
    kind("taskLongArnFormat", "enabled", SWITCH),
    kind("containerInstanceLongArnFormat", "enabled", SWITCH),
    kind(AWSVPC_TRUNKING, "disabled", SWITCH),
    kind(
        CONTAINER_INSIGHTS,
        "disabled",
        Allowed::OneOf(&["enhanced", "enabled", "disabled"]),
    ),
    kind("fargateFIPSMode", "disabled", SWITCH),
    kind(
        "tagResourceAuthorization",
        "on",
        Allowed::OneOf(&["on", "off"]),
    ),
    kind(
        "fargateTaskRetirementWaitPeriod",
        "7",
        Allowed::OneOf(&["0", "7", "14"]),
    ),
    kind("guardDutyActivate", "off", Allowed::ByAws),
    kind(
        "defaultLogDriverMode",
        "non-blocking",
        Allowed::OneOf(&["blocking", "non-blocking"]),
    ),
    kind("fargateEventWindows", "disabled", SWITCH),
];

/// Whether instances that register get the greater number of task network interfaces.
pub const AWSVPC_TRUNKING: &str = "awsvpcTrunking";

/// What `containerInsights` is on new clusters.
pub const CONTAINER_INSIGHTS: &str = "containerInsights";

impl SettingKind {
    /// The setting with this name.
    pub fn named(name: &str) -> Option<&'static SettingKind> {
        SETTINGS.iter().find(|kind| kind.name == name)
    }
}

/// What has been set: by principal, where None is everybody, and name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountSettings {
    set: BTreeMap<(Option<Arc<str>>, &'static str), Arc<str>>,
}

impl AccountSettings {
    /// What this very principal, or everybody, has set; None if nothing.
    pub fn own(&self, principal: Option<&Arc<str>>, kind: &'static SettingKind) -> Option<&str> {
        let key = (principal.cloned(), kind.name);
        self.set.get(&key).map(|value| &**value)
    }

    /// What holds for a principal: its own choice, else that of the account, else the default.
    pub fn effective(&self, principal: Option<&Arc<str>>, kind: &'static SettingKind) -> &str {
        let own = self.own(principal, kind).or_else(|| self.own(None, kind));
        own.unwrap_or(kind.default)
    }

    /// What holds for the account. An unknown name has no value.
    pub fn of_account(&self, name: &str) -> &str {
        SettingKind::named(name).map_or("", |kind| self.effective(None, kind))
    }

    /// Sets, or with None takes back what was set.
    pub fn put(
        &mut self,
        principal: Option<Arc<str>>,
        kind: &'static SettingKind,
        value: Option<&str>,
    ) {
        let key = (principal, kind.name);
        match value {
            Some(value) => self.set.insert(key, value.into()),
            None => self.set.remove(&key),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_principal_chooses_before_the_account() {
        let mut settings = AccountSettings::default();
        let kind = SettingKind::named(AWSVPC_TRUNKING).expect("there is one");
        let user: Arc<str> = "arn:aws:iam::123456789012:user/a".into();
        settings.put(None, kind, Some("enabled"));
        assert_eq!(settings.effective(Some(&user), kind), "enabled");
        settings.put(Some(user.clone()), kind, Some("disabled"));
        assert_eq!(settings.effective(Some(&user), kind), "disabled");
        assert_eq!(settings.of_account(AWSVPC_TRUNKING), "enabled");
        settings.put(Some(user), kind, None);
        settings.put(None, kind, None);
        assert_eq!(settings, AccountSettings::default());
    }
}
