//! Where a value stands in a request, as those write it who speak of it. A place lives on the stack
//! of whoever walks; text is made of it only when there is something to say.

/// A value's place: a step below the place of what holds it.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// The request itself.
    Request,
    /// A member of an object.
    Member(&'a Place<'a>, &'a str),
    /// An item of an array, counted from 0.
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    /// As ECS writes it: `containerDefinitions.1.member.logConfiguration`.
    /// Source: answers of AWS services that use the same framework, such as DynamoDB's CreateTable:
    /// "Value 'b' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint".
    pub fn of_service(&self) -> String {
        match self {
            Place::Request => String::new(),
            Place::Member(Place::Request, name) => (*name).to_owned(),
            Place::Member(parent, name) => format!("{}.{name}", parent.of_service()),
            Place::Item(parent, index) => format!("{}.{}.member", parent.of_service(), index + 1),
        }
    }

    /// As botocore and the CLI write it: `containerDefinitions[0].logConfiguration`, or `input`.
    /// Source: botocore, validate.py.
    pub fn of_client(&self) -> String {
        match self {
            Place::Request => "input".to_owned(),
            Place::Member(Place::Request, name) => (*name).to_owned(),
            Place::Member(parent, name) => format!("{}.{name}", parent.of_client()),
            Place::Item(parent, index) => format!("{}[{index}]", parent.of_client()),
        }
    }

    /// As a JSONPath: `$.containerDefinitions[0].logConfiguration`.
    pub fn json_path(&self) -> String {
        match self {
            Place::Request => "$".to_owned(),
            Place::Member(parent, name) => format!("{}.{name}", parent.json_path()),
            Place::Item(parent, index) => format!("{}[{index}]", parent.json_path()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_writes_places_differently() {
        let list = Place::Member(&Place::Request, "containerDefinitions");
        let item = Place::Item(&list, 0);
        let place = Place::Member(&item, "cpu");
        assert_eq!(place.of_service(), "containerDefinitions.1.member.cpu");
        assert_eq!(place.of_client(), "containerDefinitions[0].cpu");
        assert_eq!(place.json_path(), "$.containerDefinitions[0].cpu");
        assert_eq!(Place::Request.of_client(), "input");
        assert_eq!(Place::Request.json_path(), "$");
    }
}
