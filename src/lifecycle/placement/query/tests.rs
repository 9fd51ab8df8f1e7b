use super::*;
use crate::lifecycle::fixtures;
use crate::model::InstanceId;

#[test]
fn patterns_match_whole_texts() {
    for (pattern, text, matches) in [
        ("t2.*", "t2.micro", true),
        ("t2", "t2.micro", false),
        ("(m|c)5\\.(x?large|2xlarge)", "c5.large", true),
        ("(m|c)5\\.(x?large|2xlarge)", "m5.4xlarge", false),
        ("[a-c\\d_-]+", "ab-9_", true),
        ("[^a-c]*", "xyz", true),
        ("[^a-c]*", "xaz", false),
        ("\\w+\\s\\D", "ab_1 x", true),
        ("(?:ab)*?c", "ababc", true),
        ("", "", true),
        ("a||b", "", true),
        ("(a*)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
    ] {
        let read = Pattern::parse(pattern).unwrap();
        assert_eq!(read.matches(text), matches, "{pattern} on {text}");
    }
}

#[test]
fn patterns_that_are_not_understood_are_refused() {
    for (pattern, words) in [
        ("*a", "nothing stands before *"),
        ("(a", "a group is not closed"),
        ("a)", "does not open"),
        ("[a", "class is not closed"),
        ("[z-a]", "runs backwards"),
        ("a{2}", "{ is not supported"),
        ("a*+", "*+ is not supported"),
        ("(?=a)", "(?:"),
        ("\\bx", "\\b is not supported"),
        ("x\\", "ends in a \\"),
    ] {
        let error = Pattern::parse(pattern).unwrap_err();
        assert!(error.contains(words), "{pattern}: {error}");
    }
}

#[test]
fn expressions_hold_as_the_guide_reads_them() {
    let (world, cluster) = fixtures::cluster_of(&[("m5.large", 0), ("t2.micro", 1)]);
    let mut world = world;
    let stack = world.instances.edit(InstanceId(1)).unwrap();
    std::sync::Arc::make_mut(&mut stack.attributes).insert("stack".into(), Some("test".into()));
    std::sync::Arc::make_mut(&mut stack.attributes).insert("bare".into(), None);
    fixtures::task_in_group(&mut world, cluster, InstanceId(0), "service:web");
    for (text, on_first, on_second) in [
        ("attribute:ecs.instance-type == m5.large", true, false),
        ("attribute:ecs.instance-type=~'(t2|t3).*'", false, true),
        ("attribute:ecs.instance-type !~ t2.*", true, false),
        (
            "attribute:ecs.availability-zone in [us-east-1a, us-east-1c]",
            true,
            false,
        ),
        (
            "attribute:ecs.availability-zone not_in [us-east-1a,us-east-1c]",
            false,
            true,
        ),
        (
            "attribute:ecs.availability-zone !in us-east-1a",
            false,
            true,
        ),
        ("attribute:stack != prod", false, true),
        ("attribute:stack exists", false, true),
        ("attribute:stack !exists", true, false),
        ("attribute:bare exists", false, true),
        ("attribute:bare == \"\"", false, true),
        ("not(attribute:stack equals test)", true, false),
        ("task:group == service:web", true, false),
        ("task:group != service:web", false, true),
        ("not(task:group =~ service:.*)", false, true),
        ("runningTasksCount > 0", true, false),
        ("runningTasksCount greater_than_equal 0", true, true),
        ("agentConnected == true", true, true),
        ("agentVersion >= 1.9", true, true),
        ("agentVersion < 1.100.0", false, false),
        ("registeredAt >= 2026-01-01", true, true),
        ("registeredAt < 2026-01-01T00:00:00Z", false, false),
        ("ec2InstanceId == i-1", false, false),
        (
            "attribute:stack exists or agentConnected == true and runningTasksCount == 1",
            true,
            true,
        ),
        (
            "(attribute:stack exists || agentConnected == true) && runningTasksCount == 1",
            true,
            false,
        ),
        (
            "! attribute:stack exists and runningTasksCount == 1",
            true,
            false,
        ),
    ] {
        let expression = parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        for (id, expected) in [(0, on_first), (1, on_second)] {
            let instance = world.instances.get(InstanceId(id)).unwrap();
            let found = holds(&expression, &world, instance);
            assert_eq!(found, expected, "{text} on instance {id}");
        }
    }
}

#[test]
fn bad_syntax_is_refused_with_its_place() {
    for (text, at, words) in [
        ("", 0, "expected a subject, found the end"),
        ("attribute:", 0, "expected a subject"),
        ("attribute:x", 11, "expected an operator, found the end"),
        ("attribute:x == ", 15, "expected a value"),
        ("attribute:x ~ y", 12, "unexpected character ~"),
        ("attribute:x == 'y", 15, "not closed"),
        ("attribute:x == y z", 17, "expected and, or, or the end"),
        ("(attribute:x == y", 17, "expected )"),
        ("attribute:x in [a b]", 18, "expected , or ]"),
        ("attribute:x =~ [", 15, "expected a value"),
        ("attribute:x =~ '['", 15, "class is not closed"),
        ("agentVersion =~ 1.*", 13, "does not take this operator"),
        (
            "runningTasksCount > many",
            18,
            "does not take this operator",
        ),
        (
            "registeredAt > yesterday",
            13,
            "does not take this operator",
        ),
        ("instance == x", 0, "expected a subject, found instance"),
    ] {
        let error = parse(text).unwrap_err();
        assert_eq!(error.at, at, "{text}: {error:?}");
        assert!(error.message.contains(words), "{text}: {error:?}");
    }
    assert!(
        parse(&"(".repeat(1_999))
            .unwrap_err()
            .message
            .contains("deeper")
    );
    assert!(
        parse(&"x".repeat(2_001))
            .unwrap_err()
            .message
            .contains("2000")
    );
}
