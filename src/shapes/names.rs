//! Names of the API as the CLI writes them. Source: botocore, `xform_name`.

/// `execute-command` has its own name for one flag. Source: awscli, `argrename.py`.
pub const RENAMED: &[(&str, &str, &str)] = &[
    ("", "no-enable-execute-command", "disable-execute-command"),
    ("ExecuteCommand", "no-interactive", "non-interactive"),
    // Of `aws ec2 authorize-security-group-ingress`; no other operation has such members.
    ("", "ip-protocol", "protocol"),
    ("", "from-port", "port"),
    ("", "cidr-ip", "cidr"),
    ("", "source-security-group-name", "source-group"),
    ("", "source-security-group-owner-id", "group-owner"),
];

/// `--force`, or `--no-force`, of an operation's member that is true or false.
pub fn switch(operation: &str, member: &str, on: bool) -> String {
    let name = kebab(member);
    let name = if on { name } else { format!("no-{name}") };
    let is = |(only, old, _): &&(&str, &str, &str)| {
        (only.is_empty() || *only == operation) && *old == name
    };
    match RENAMED.iter().find(is) {
        Some((_, _, new)) => format!("--{new}"),
        None => format!("--{name}"),
    }
}

/// `RunTask` as `run-task`, `enableECSManagedTags` as `enable-ecs-managed-tags`.
pub fn kebab(name: &str) -> String {
    if name.contains('-') {
        return name.to_owned();
    }
    let mut letters: Vec<char> = name.chars().collect();
    // Capitals with a plural's `s` at the end are one word: `GatewayARNs`.
    if let [start @ .., 's'] = &letters[..] {
        let capitals = start
            .iter()
            .rev()
            .take_while(|one| one.is_ascii_uppercase())
            .count();
        if capitals > 1 {
            let at = start.len() - capitals;
            letters
                .iter_mut()
                .skip(at)
                .for_each(|one| *one = one.to_ascii_lowercase());
            letters.insert(at, '-');
        }
    }
    let once = before_words(&letters);
    let twice = before_capitals(&once);
    twice
        .into_iter()
        .map(|one| one.to_ascii_lowercase())
        .collect()
}

/// A dash between any letter and a capital with small letters behind it.
fn before_words(letters: &[char]) -> Vec<char> {
    let (mut out, mut at) = (Vec::new(), 0);
    while at < letters.len() {
        out.push(letters[at]);
        at += 1;
        let rest = &letters[at..];
        let is_small = |one: &&char| one.is_ascii_lowercase();
        let small = rest.iter().skip(1).take_while(is_small).count();
        if rest.first().is_some_and(char::is_ascii_uppercase) && small > 0 {
            out.push('-');
            out.extend_from_slice(&rest[..=small]);
            at += 1 + small;
        }
    }
    out
}

/// A dash between a small letter or a digit and a capital.
fn before_capitals(letters: &[char]) -> Vec<char> {
    let mut out = Vec::new();
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| letters[before]);
        let is_low = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit();
        if letter.is_ascii_uppercase() && before.is_some_and(is_low) {
            out.push('-');
        }
        out.push(*letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switches_have_their_opposites() {
        assert_eq!(switch("DeleteService", "force", true), "--force");
        assert_eq!(switch("DeleteService", "force", false), "--no-force");
        let off = switch("RunTask", "enableExecuteCommand", false);
        assert_eq!(off, "--disable-execute-command");
        assert_eq!(
            switch("ExecuteCommand", "interactive", false),
            "--non-interactive"
        );
    }

    #[test]
    fn writes_names_as_botocore_does() {
        for (name, kebab_name) in [
            ("RunTask", "run-task"),
            ("taskDefinition", "task-definition"),
            ("enableECSManagedTags", "enable-ecs-managed-tags"),
            ("GatewayARNs", "gateway-arns"),
            ("ListWebACLs", "list-web-acls"),
            ("s3Location", "s3-location"),
            ("clientToken", "client-token"),
            ("ServicesStable", "services-stable"),
            ("ipv6Address", "ipv6-address"),
            ("DescribeVPCs", "describe-vpcs"),
            ("tags", "tags"),
        ] {
            assert_eq!(kebab(name), kebab_name);
        }
    }
}
