//! The order in which ECS lists what it keeps in hash tables.
//!
//! Attributes and ports come in no order that anybody would choose, but always in the same one: it
//! is that of the buckets of Java's `HashMap`. Recorded answers agree with it to the last name:
//! the 63 attributes and the ports of a container instance of 2020, the ports of a Windows
//! instance (aws/amazon-ecs-agent, issue 1395), and `requiresAttributes` of eleven definitions of
//! 2020 to 2026 (see the tests of the definitions' attributes). What shares a bucket keeps the
//! order in which it came.

use crate::sim::sort;

/// `String.hashCode`. Source: Java SE API, `String`.
fn hash(text: &str) -> u32 {
    let unit = |sum: u32, unit: u16| sum.wrapping_mul(31).wrapping_add(u32::from(unit));
    text.encode_utf16().fold(0, unit)
}

/// The bucket of a hash in a table that was made for so many entries: it has 16 buckets or more,
/// a power of two, and at least a third more than entries.
/// Source: OpenJDK, `HashMap.java`, how a map of another's entries is made.
fn bucket(hash: u32, entries: usize) -> u32 {
    let mut buckets = 16;
    while buckets < entries * 4 / 3 + 1 {
        buckets *= 2;
    }
    (hash ^ hash >> 16) & (buckets as u32 - 1)
}

/// Sorts as a table lists that has these texts as its keys.
pub fn by_text<T>(rows: &mut Vec<T>, text: impl Fn(&T) -> &str) {
    by_hash(rows, |row| hash(text(row)));
}

/// Sorts as a set lists attributes, which have names and no values. Their hash is the one that
/// Lombok makes of two fields, the second of which is null.
/// Source: Project Lombok, `@EqualsAndHashCode`, and the recorded answers.
pub fn by_attribute<T>(rows: &mut Vec<T>, name: impl Fn(&T) -> &str) {
    by_hash(rows, |row| {
        let first = 59_u32.wrapping_add(hash(name(row)));
        first.wrapping_mul(59).wrapping_add(43)
    });
}

fn by_hash<T>(rows: &mut Vec<T>, hash: impl Fn(&T) -> u32) {
    let entries = rows.len();
    // Each is hashed once.
    let keyed = rows.drain(..).map(|row| (bucket(hash(&row), entries), row));
    let mut keyed: Vec<(u32, T)> = keyed.collect();
    sort::by_key(&mut keyed, |(bucket, _)| *bucket);
    rows.extend(keyed.into_iter().map(|(_, row)| row));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(recorded: &str) -> Vec<&str> {
        recorded.split_whitespace().collect()
    }

    /// The recorded order comes back, whatever the order was before.
    fn comes_back(recorded: &str, sort: impl Fn(&mut Vec<&str>)) {
        let expected = texts(recorded);
        for by in [0, 1, expected.len() / 2] {
            let mut rows = expected.clone();
            rows.rotate_left(by);
            sort(&mut rows);
            assert_eq!(rows, expected);
        }
    }

    #[test]
    fn java_hashes_texts() {
        // Source: Java SE API, the formula of `String.hashCode`, worked out by hand for "ab".
        assert_eq!([hash(""), hash("a"), hash("ab")], [0, 97, 97 * 31 + 98]);
    }

    /// Recorded: ports of an instance with a task at port 80 (walk through the tutorial for EC2,
    /// November 2020), and of a Windows instance without those that share a bucket
    /// (aws/amazon-ecs-agent, issue 1395).
    #[test]
    fn ports_come_as_they_were_recorded() {
        let by_port = |rows: &mut Vec<&str>| by_text(rows, |port| port);
        comes_back("22 2376 80 51678 51679", by_port);
        comes_back("135 445 3389 2376 80 5985 51678 51679 53", by_port);
    }

    /// Recorded: some of the 63 attributes of an instance (walk through the tutorial for EC2,
    /// November 2020): with other names between them, so the table has to be as large.
    #[test]
    fn attributes_of_instances_come_as_they_were_recorded() {
        let recorded = texts(
            "ecs.capability.secrets.asm.environment-variables
             ecs.capability.branch-cni-plugin-version ecs.ami-id
             ecs.capability.secrets.asm.bootstrap.log-driver
             ecs.capability.task-eia.optimized-cpu
             com.amazonaws.ecs.capability.logging-driver.none ecs.capability.ecr-endpoint
             ecs.capability.docker-plugin.local ecs.capability.task-cpu-mem-limit
             ecs.capability.secrets.ssm.bootstrap.log-driver ecs.capability.efsAuth
             com.amazonaws.ecs.capability.docker-remote-api.1.31 ecs.availability-zone
             ecs.capability.aws-appmesh ecs.vpc-id ecs.capability.task-eni ecs.capability.efs
             ecs.subnet-id ecs.instance-type ecs.capability.env-files.s3
             com.amazonaws.ecs.capability.task-iam-role",
        );
        let places: Vec<u32> = recorded.iter().map(|name| bucket(hash(name), 63)).collect();
        assert!(places.is_sorted(), "{places:?}");
    }
}
