//! What the volume of the launch is and is not.

use super::vol_ebs::launched;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{on_ec2, place};

/// TD-VOL-EBS-NEW-ONLY
pub static NEW: Rule = Rule::info(
    "TD-VOL-EBS-NEW-ONLY",
    "Developer Guide, Use Amazon EBS volumes with Amazon ECS",
    |draft, found| {
        let message = "Each task gets a new EBS volume; an existing one cannot be attached";
        let help =
            "To start with data, name a snapshot at launch; one with partitions will not do.";
        say(draft, found, message, help);
    },
);

/// TD-VOL-EBS-OUTPOSTS
pub static OUTPOSTS: Rule = Rule::info(
    "TD-VOL-EBS-OUTPOSTS",
    "Developer Guide, Use Amazon EBS volumes with Amazon ECS",
    |draft, found| {
        // Nothing of the others runs there.
        if on_ec2(draft) && !draft.is_fargate() {
            let message = "Tasks on AWS Outposts get no EBS volume";
            say(
                draft,
                found,
                message,
                "On an Outpost, mount a directory of the instance instead.",
            );
        }
    },
);

fn say(draft: &Draft, found: &mut Found, message: &str, help: &str) {
    for (path, volume) in launched(draft).take(1) {
        let place = place(volume, "configuredAtLaunch");
        found.say(Said::new(path, &place, message, help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn they_are_notes_on_a_volume_of_the_launch() {
        let text = r#"{"volumes": [{"name": "a"}, {"name": "b", "configuredAtLaunch": true}]}"#;
        for rule in [&NEW, &OUTPOSTS] {
            let said = says(rule, text);
            assert!(said[0].starts_with("info $.volumes[1].configuredAtLaunch at «true»"));
            assert!(says(rule, &text.replace("true", "false")).is_empty());
        }
        let fargate = text.replacen('{', r#"{"requiresCompatibilities": ["FARGATE"], "#, 1);
        assert!(says(&OUTPOSTS, &fargate).is_empty());
        assert_eq!(says(&NEW, &fargate).len(), 1);
    }
}
