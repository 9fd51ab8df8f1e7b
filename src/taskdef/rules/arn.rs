//! Amazon Resource Names. Source: AWS General Reference, Amazon Resource Names.

/// The parts of an ARN.
pub struct Arn<'t> {
    /// `aws`, `aws-cn`, …
    pub partition: &'t str,
    /// `s3`, `iam`, …
    pub service: &'t str,
    /// Empty where a service has none.
    pub region: &'t str,
    /// Empty where a service has none.
    pub account: &'t str,
    /// The rest, colons and all.
    pub resource: &'t str,
}

impl Arn<'_> {
    /// Reads the form only: parts can be empty.
    pub fn of(text: &str) -> Option<Arn<'_>> {
        let mut parts = text.strip_prefix("arn:")?.splitn(5, ':');
        Some(Arn {
            partition: parts.next()?,
            service: parts.next()?,
            region: parts.next()?,
            account: parts.next()?,
            resource: parts.next()?,
        })
    }
}

/// The ARN of the object of an `s3://` address.
pub fn of_s3_address(address: &str) -> Option<String> {
    let object = address.strip_prefix("s3://")?;
    Some(format!("arn:aws:s3:::{object}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_has_six_parts() {
        let secret = Arn::of("arn:aws:ssm:eu-west-1:1:parameter/a:b").expect("an ARN");
        assert_eq!((secret.service, secret.region), ("ssm", "eu-west-1"));
        assert_eq!(secret.resource, "parameter/a:b");
        assert!(Arn::of("arn:aws:s3:::").is_some());
        assert!(Arn::of("arn:aws:s3").is_none() && Arn::of("s3://a/b").is_none());
        let object = of_s3_address("s3://a/b");
        assert_eq!(object.as_deref(), Some("arn:aws:s3:::a/b"));
    }
}
