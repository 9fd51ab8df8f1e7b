//! Where something of a container or of a volume stands, as a JSONPath.

use std::fmt;

/// `$.LIST[3]`, `$.LIST[3].MEMBER` or `$.LIST[3].MEMBER[7]`. It becomes text only when somebody
/// writes it: most rules look at everything and find nothing.
#[derive(Clone, Copy, Debug)]
pub struct Path {
    list: &'static str,
    index: u32,
    member: Option<&'static str>,
    item: Option<u32>,
}

impl Path {
    /// An item of a list of the request.
    pub fn new(list: &'static str, index: usize) -> Path {
        Path {
            list,
            index: short(index),
            member: None,
            item: None,
        }
    }

    /// A member of this item.
    pub fn member(&self, name: &'static str) -> Path {
        Path {
            member: Some(name),
            item: None,
            ..*self
        }
    }

    /// An item of a list of this item.
    pub fn item(&self, list: &'static str, index: usize) -> Path {
        Path {
            member: Some(list),
            item: Some(short(index)),
            ..*self
        }
    }
}

/// No text that is read has more items.
fn short(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "$.{}[{}]", self.list, self.index)?;
        if let Some(member) = self.member {
            write!(out, ".{member}")?;
        }
        if let Some(item) = self.item {
            write!(out, "[{item}]")?;
        }
        Ok(())
    }
}

impl From<Path> for String {
    fn from(path: Path) -> String {
        path.to_string()
    }
}

impl From<&Path> for String {
    fn from(path: &Path) -> String {
        path.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_when_read() {
        let path = Path::new("containerDefinitions", 3);
        assert_eq!(path.to_string(), "$.containerDefinitions[3]");
        let member = path.member("cpu");
        assert_eq!(member.to_string(), "$.containerDefinitions[3].cpu");
        let item = path.item("secrets", 7);
        assert_eq!(String::from(&item), "$.containerDefinitions[3].secrets[7]");
        assert_eq!(String::from(item), "$.containerDefinitions[3].secrets[7]");
        assert_eq!(
            String::from(path.item("links", 0)),
            "$.containerDefinitions[3].links[0]"
        );
    }
}
