//! Which services there are.

use super::client::{Paginator, Waiter};
use super::{Operation, table};

/// A service of AWS, and what of it there is.
#[derive(Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name as a command of the AWS CLI: `ecs`.
    pub name: &'static str,
    /// What it is called: `Amazon Elastic Container Service`.
    pub title: &'static str,
    /// Its place among the services.
    pub(super) place: u16,
    /// Its table.
    pub(super) text: &'static str,
}

/// How many there are.
pub(super) const SERVICES_COUNT: usize = 13;

/// ECS.
pub(super) static ECS: &Service = &SERVICES[0];

/// All of them: ECS, then the others by name.
pub(super) static SERVICES: [Service; SERVICES_COUNT] = [
    Service {
        name: "ecs",
        title: "Amazon Elastic Container Service",
        place: 0,
        text: include_str!("model.txt"),
    },
    Service {
        name: "application-autoscaling",
        title: "Application Auto Scaling",
        place: 1,
        text: include_str!("services/application-autoscaling.txt"),
    },
    Service {
        name: "autoscaling",
        title: "Amazon EC2 Auto Scaling",
        place: 2,
        text: include_str!("services/autoscaling.txt"),
    },
    Service {
        name: "cloudwatch",
        title: "Amazon CloudWatch",
        place: 3,
        text: include_str!("services/cloudwatch.txt"),
    },
    Service {
        name: "ec2",
        title: "Amazon Elastic Compute Cloud",
        place: 4,
        text: include_str!("services/ec2.txt"),
    },
    Service {
        name: "ecr",
        title: "Amazon Elastic Container Registry",
        place: 5,
        text: include_str!("services/ecr.txt"),
    },
    Service {
        name: "elbv2",
        title: "Elastic Load Balancing",
        place: 6,
        text: include_str!("services/elbv2.txt"),
    },
    Service {
        name: "iam",
        title: "AWS Identity and Access Management",
        place: 7,
        text: include_str!("services/iam.txt"),
    },
    Service {
        name: "logs",
        title: "Amazon CloudWatch Logs",
        place: 8,
        text: include_str!("services/logs.txt"),
    },
    Service {
        name: "scheduler",
        title: "Amazon EventBridge Scheduler",
        place: 9,
        text: include_str!("services/scheduler.txt"),
    },
    Service {
        name: "secretsmanager",
        title: "AWS Secrets Manager",
        place: 10,
        text: include_str!("services/secretsmanager.txt"),
    },
    Service {
        name: "ssm",
        title: "AWS Systems Manager",
        place: 11,
        text: include_str!("services/ssm.txt"),
    },
    Service {
        name: "sts",
        title: "AWS Security Token Service",
        place: 12,
        text: include_str!("services/sts.txt"),
    },
];

/// All services: ECS, then the others by name.
pub fn services() -> &'static [Service] {
    &SERVICES
}

/// A service by its name as a command.
pub fn service(name: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.name == name)
}

impl Service {
    /// Its operations, by name.
    pub fn operations(&self) -> &'static [Operation] {
        &table::of(self.place).operations
    }

    /// One of its operations by its name.
    pub fn operation(&self, name: &str) -> Option<&'static Operation> {
        let all = self.operations();
        let index = all.binary_search_by(|operation| operation.name.cmp(name));
        all.get(index.ok()?)
    }

    /// How clients page through its lists, by operation.
    pub fn paginators(&self) -> &'static [Paginator] {
        &table::of(self.place).paginators
    }

    /// How clients page through the list of an operation, if it comes in pages.
    pub fn paginator(&self, operation: &str) -> Option<&'static Paginator> {
        let mut all = self.paginators().iter();
        all.find(|one| one.operation == operation)
    }

    /// What clients can wait for, by name.
    pub fn waiters(&self) -> &'static [Waiter] {
        &table::of(self.place).waiters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_have_their_places_and_operations() {
        for (service, place) in SERVICES.iter().zip(0..) {
            assert_eq!(service.place, place, "{}", service.name);
            assert!(table::of(service.place).shapes.len() < 1 << super::super::OF_SERVICE);
            for operation in service.operations() {
                assert_eq!(operation.service, service, "{}", operation.name);
                let input = operation.input.get().name;
                assert_eq!(input, format!("{}Request", operation.name));
            }
        }
        assert_eq!(service("ecs"), Some(ECS));
        assert_eq!(service("s3"), None);
    }

    #[test]
    fn requests_keep_what_clients_check_and_responses_their_names() {
        let elb = service("elbv2").unwrap();
        let health = elb.operation("DescribeTargetHealth").unwrap();
        let group = health.input.get().member("TargetGroupArn").unwrap();
        assert!(group.required);
        let found = health.output.get().member("TargetHealthDescriptions");
        assert!(found.is_some());
        assert_eq!(elb.operation("RunTask"), None);
        let pages = elb.paginator("DescribeTargetGroups").unwrap();
        assert_eq!(
            (pages.input_token, pages.output_token),
            ("Marker", "NextMarker")
        );
    }
}
