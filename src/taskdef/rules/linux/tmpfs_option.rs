//! Options of a tmpfs.

use super::tmpfs;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::shape::nearest;

/// TD-TMPFS-OPTION
pub static RULE: Rule = Rule::error(
    "TD-TMPFS-OPTION",
    Wording::Ours,
    "ECS API, Tmpfs, mountOptions",
    check,
);

/// What ECS knows. Source: ECS API, Tmpfs `mountOptions`.
#[rustfmt::skip]
const OPTIONS: [&str; 39] = [
    "defaults", "ro", "rw", "suid", "nosuid", "dev", "nodev", "exec", "noexec", "sync", "async",
    "dirsync", "remount", "mand", "nomand", "atime", "noatime", "diratime", "nodiratime", "bind",
    "rbind", "unbindable", "runbindable", "private", "rprivate", "shared", "rshared", "slave",
    "rslave", "relatime", "norelatime", "strictatime", "nostrictatime", "mode", "uid", "gid",
    "nr_inodes", "nr_blocks", "mpol",
];

fn check(draft: &Draft, found: &mut Found) {
    for one in tmpfs(draft) {
        let Some(list) = one.node.get("mountOptions") else {
            continue;
        };
        for (index, item) in list.items().iter().enumerate() {
            let Some(option) = item.text().filter(|option| !is_placeholder(option)) else {
                continue;
            };
            if is_known(option) {
                continue;
            }
            let help = match name_of(option) {
                "size" => "The size is a member of its own, in MiB.",
                _ => "Each option is an item of its own, written as the mount command has it.",
            };
            let said = Said::new(
                format!("{}[{index}]", one.path("mountOptions")),
                &item.range,
                format!("Unknown tmpfs option \"{option}\""),
                help,
            );
            found.say(said.fix(match better(option) {
                Some(json) => replace(format!("Use {json}"), item.range.clone(), json),
                None => remove_item_fix(list, index, "Remove this option"),
            }));
        }
    }
}

fn name_of(option: &str) -> &str {
    option.split('=').next().unwrap_or_default()
}

fn is_known(option: &str) -> bool {
    OPTIONS.contains(&name_of(option))
}

/// The items that are meant, as JSON.
fn better(option: &str) -> Option<String> {
    if option.contains(',') && option.split(',').all(is_known) {
        let items: Vec<String> = option.split(',').map(quoted).collect();
        return Some(items.join(", "));
    }
    let name = name_of(option);
    // Short names are near to many.
    let near = nearest(name, OPTIONS.into_iter(), name.len() / 4);
    let near = near.filter(|_| name != "size")?;
    Some(quoted(&format!("{near}{}", &option[name.len()..])))
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::with;
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn they_are_those_of_ecs() {
        let of = |options: &str| with(&format!(r#""tmpfs": [{{"mountOptions": [{options}]}}]"#));
        let path = "$.containerDefinitions[0].linuxParameters.tmpfs[0].mountOptions[1]";
        let text = of(r#""rw", "size=64m""#);
        assert_eq!(
            says(&RULE, &text),
            [format!(
                "error {path} at «\"size=64m\"»: Unknown tmpfs option \"size=64m\""
            )]
        );
        assert_eq!(fixed(&RULE, &text), of(r#""rw""#));
        assert_eq!(fixed(&RULE, &of(r#""no_exec""#)), of(r#""noexec""#));
        assert_eq!(fixed(&RULE, &of(r#""rw,mode=7""#)), of(r#""rw", "mode=7""#));
        assert_eq!(fixed(&RULE, &of(r#""rw,size=1""#)), of(""));
        assert!(says(&RULE, &of(r#""mode=1777", "nosuid", "${X}""#)).is_empty());
    }
}
