//! Where in a container a tmpfs is mounted.

use super::{Tmpfs, tmpfs};
use crate::taskdef::rules::paths::plain;
use crate::taskdef::rules::prelude::*;

/// TD-TMPFS-PATH. That it is not `/` is Docker's rule: it fails when the container is created.
pub static RULE: Rule = Rule::error(
    "TD-TMPFS-PATH",
    Wording::Ours,
    "ECS API, Tmpfs, containerPath; Docker, --tmpfs",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for one in tmpfs(draft) {
        let Some(node) = one.node.get("containerPath") else {
            continue;
        };
        let Some(path) = node.text().filter(|path| !is_placeholder(path)) else {
            continue;
        };
        let absolute = path.starts_with('/');
        let clean = plain(path);
        let taken = is_taken(&one, &clean);
        if absolute && !taken && clean != "/" {
            continue;
        }
        let said = Said::new(
            one.path("containerPath"),
            &node.range,
            "tmpfs containerPath must be an absolute, unused path",
            match taken {
                true => "A volume or another tmpfs of this container is mounted there.",
                false => "It starts with a slash, and the root itself is not free.",
            },
        );
        if taken {
            let title = "Remove this tmpfs";
            found.say(said.fix(remove_item_fix(one.list, one.index, title)));
        } else if clean != "/" {
            let better = quoted(&clean);
            found.say(said.fix(set_fix(draft, one.node, "containerPath", &better)));
        } else {
            found.say_refused_by(RefusedBy::Nobody, Wording::Ours, said);
        }
    }
}

/// Whether a volume or an earlier tmpfs of the container is mounted at a path.
fn is_taken(tmpfs: &Tmpfs, path: &str) -> bool {
    let mounts = tmpfs.container.list("mountPoints").iter();
    let mut others = mounts.chain(&tmpfs.list.items()[..tmpfs.index]);
    others.any(|one| {
        let other = one.text_of("containerPath");
        other.is_some_and(|other| !other.is_empty() && plain(other) == path)
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::with;
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, found, says};

    fn of(paths: &[&str]) -> String {
        let one = |path: &&str| format!(r#"{{"containerPath": "{path}", "size": 64}}"#);
        let all: Vec<String> = paths.iter().map(one).collect();
        with(&format!(r#""tmpfs": [{}]"#, all.join(", ")))
    }

    #[test]
    fn it_is_absolute() {
        let path = "$.containerDefinitions[0].linuxParameters.tmpfs[0].containerPath";
        let message = "tmpfs containerPath must be an absolute, unused path";
        assert_eq!(
            says(&RULE, &of(&["run"])),
            [format!("error {path} at «\"run\"»: {message}")]
        );
        assert_eq!(fixed(&RULE, &of(&["run"])), of(&["/run"]));
        assert!(found(&RULE, &of(&["/"]))[0].fixes.is_empty());
        assert!(says(&RULE, &of(&["${PATH}"])).is_empty());
    }

    #[test]
    fn it_is_not_used_yet() {
        assert_eq!(fixed(&RULE, &of(&["/a", "/a/"])), of(&["/a"]));
        assert!(says(&RULE, &of(&["/a", "/a/b"])).is_empty());
        let mounts = r#""mountPoints": [{"containerPath": "/a"}], "linux"#;
        let mounted = of(&["/a"]).replace("\"linux", mounts);
        assert_eq!(says(&RULE, &mounted).len(), 1);
        assert!(says(&RULE, &fixed(&RULE, &mounted)).is_empty());
    }
}
