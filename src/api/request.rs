//! The members of a request. On the wire unknown members and nulls count as absent, and a member of
//! another JSON type is a SerializationException: that has been checked against the model of the
//! API before an operation sees its request, so these accessors need not refuse.

use serde_json::{Map, Value};

/// A JSON object of a request, or of a part of one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    members: Option<&'a Map<String, Value>>,
}

impl<'a> Request<'a> {
    /// Reads an object; anything else has no members.
    pub fn new(value: &'a Value) -> Request<'a> {
        Request {
            members: value.as_object(),
        }
    }

    /// All members as they came, for whoever looks at each of them.
    pub fn document(self) -> Map<String, Value> {
        let members = self.members();
        #[cfg(test)]
        for name in members.keys() {
            watch::note(self.members, name);
        }
        members
    }

    /// All members as they came; none of anything but an object.
    pub fn members(self) -> Map<String, Value> {
        self.members.cloned().unwrap_or_default()
    }

    /// A member that is there and not null.
    pub fn get(self, name: &str) -> Option<&'a Value> {
        #[cfg(test)]
        watch::note(self.members, name);
        let value = self.members?.get(name)?;
        (!value.is_null()).then_some(value)
    }

    /// A string, empty or not.
    pub fn text(self, name: &str) -> Option<&'a str> {
        self.get(name)?.as_str()
    }

    /// A string with at least one character.
    pub fn filled_text(self, name: &str) -> Option<&'a str> {
        self.text(name).filter(|text| !text.is_empty())
    }

    /// A whole number. One with a fraction is cut to its whole part, one that is too large to the
    /// largest there is: both are numbers to the wire, and neither may count as absent.
    /// Assumption: ECS cuts too, as Java's numbers do.
    pub fn integer(self, name: &str) -> Option<i64> {
        let number = self.get(name)?;
        // The cast is the cut.
        number
            .as_i64()
            .or_else(|| number.as_f64().map(|float| float as i64))
    }

    /// A Boolean.
    pub fn truth(self, name: &str) -> Option<bool> {
        self.get(name)?.as_bool()
    }

    /// An object.
    pub fn object(self, name: &str) -> Option<Request<'a>> {
        let value = self.get(name)?;
        value.is_object().then(|| Request::new(value))
    }

    /// An object; without members if it is absent.
    pub fn part(self, name: &str) -> Request<'a> {
        self.object(name).unwrap_or_default()
    }

    /// Whether a member is filled in: not null, and neither false nor empty.
    pub fn has(self, name: &str) -> bool {
        match self.get(name) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(truth)) => *truth,
            Some(Value::String(text)) => !text.is_empty(),
            Some(Value::Array(items)) => !items.is_empty(),
            Some(Value::Object(members)) => !members.is_empty(),
            Some(Value::Number(_)) => true,
        }
    }

    /// The items of an array; none if it is absent. Nulls among them are left out.
    pub fn items(self, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
        let list = self.get(name).and_then(Value::as_array);
        let items = list.map_or(&[][..], Vec::as_slice).iter();
        items.filter(|item| !item.is_null())
    }

    /// The objects of an array of objects.
    pub fn objects(self, name: &str) -> impl Iterator<Item = Request<'a>> + use<'a> {
        self.items(name).map(Request::new)
    }

    /// The strings of an array of strings.
    pub fn texts(self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.items(name).filter_map(Value::as_str)
    }
}

/// Which members of a request an operation looks at: what it does not look at it ignores, and has
/// to say so.
#[cfg(test)]
pub mod watch {
    use serde_json::{Map, Value};
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    /// The request by its address, and the names that were asked for.
    #[derive(Default)]
    struct Watched {
        address: usize,
        names: BTreeSet<String>,
    }

    thread_local! {
        static WATCHED: RefCell<Watched> = RefCell::default();
    }

    fn address(members: &Map<String, Value>) -> usize {
        std::ptr::from_ref(members).addr()
    }

    /// From now on this request is watched.
    pub fn begin(request: &Value) {
        let address = request.as_object().map_or(0, address);
        let names = BTreeSet::new();
        WATCHED.with_borrow_mut(|watched| *watched = Watched { address, names });
    }

    /// The members that were asked for since then.
    pub fn names() -> BTreeSet<String> {
        WATCHED.with_borrow(|watched| watched.names.clone())
    }

    /// A member of some object is asked for.
    pub fn note(members: Option<&Map<String, Value>>, name: &str) {
        let asked = members.map(address);
        WATCHED.with_borrow_mut(|watched| {
            if asked == Some(watched.address) {
                watched.names.insert(name.to_owned());
            }
        });
    }
}
