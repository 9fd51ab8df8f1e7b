//! Where something of a container or of a volume stands, as a JSONPath.

use std::cell::OnceCell;
use std::fmt;
use std::ops::Deref;

/// `$.LIST[3]`, `$.LIST[3].MEMBER` or `$.LIST[3].MEMBER[7]`. The text is written only when
/// somebody reads it: most rules look at everything and find nothing.
#[derive(Clone, Debug)]
pub struct Path {
    list: &'static str,
    index: usize,
    inner: Option<(&'static str, Option<usize>)>,
    text: OnceCell<String>,
}

impl Path {
    /// An item of a list of the request.
    pub fn new(list: &'static str, index: usize) -> Path {
        Path {
            list,
            index,
            inner: None,
            text: OnceCell::new(),
        }
    }

    /// A member of this item.
    pub fn member(&self, name: &'static str) -> Path {
        Path {
            inner: Some((name, None)),
            ..Path::new(self.list, self.index)
        }
    }

    /// An item of a list of this item.
    pub fn item(&self, list: &'static str, index: usize) -> Path {
        Path {
            inner: Some((list, Some(index))),
            ..Path::new(self.list, self.index)
        }
    }

    fn written(&self) -> String {
        let Path { list, index, .. } = self;
        match self.inner {
            None => format!("$.{list}[{index}]"),
            Some((name, None)) => format!("$.{list}[{index}].{name}"),
            Some((name, Some(place))) => format!("$.{list}[{index}].{name}[{place}]"),
        }
    }
}

impl Deref for Path {
    type Target = str;

    fn deref(&self) -> &str {
        self.text.get_or_init(|| self.written())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self)
    }
}

impl From<Path> for String {
    fn from(path: Path) -> String {
        (*path).to_owned()
    }
}

impl From<&Path> for String {
    fn from(path: &Path) -> String {
        (**path).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_when_read() {
        let path = Path::new("containerDefinitions", 3);
        assert_eq!(&*path, "$.containerDefinitions[3]");
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
