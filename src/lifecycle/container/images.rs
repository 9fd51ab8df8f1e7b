//! A small catalogue of images: how large they are and what they do without a command.
//!
//! Sizes are compressed sizes of the linux/amd64 variants as public registries list them, rounded;
//! they change with every release, so they are good for an order of magnitude.

/// What an image's own command does when nothing overrides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Serves until it is asked to end, then ends well: exit code 0.
    Serves,
    /// Serves, and as PID 1 without a handler it does not hear SIGTERM.
    ServesDeaf,
    /// A shell or an interpreter with nothing to read: ends at once with exit code 0.
    EndsAtOnce,
    /// Prints something and ends with exit code 0.
    Prints,
}

/// What is known of an image.
#[derive(Debug, PartialEq, Eq)]
pub struct Image {
    /// The repository name, without registry, namespace, tag and digest.
    pub name: &'static str,
    /// Compressed size in MiB.
    pub size_mib: u32,
    /// What it does by itself.
    pub habit: Habit,
    /// The port it listens on by default; 0 for none.
    pub port: u16,
    /// CPU units that its process takes with nothing to do. Assumption: figures of the size of
    /// what such processes take.
    pub cpu_units: u32,
    /// Memory that it takes then, in MiB. Assumption as before.
    pub memory_mib: u32,
}

const fn row(name: &'static str, size_mib: u32, habit: Habit, port: u16) -> Image {
    Image {
        name,
        size_mib,
        habit,
        port,
        cpu_units: 2,
        memory_mib: 16,
    }
}

impl Image {
    /// The same with so many CPU units and MiB of memory.
    const fn takes(self, cpu_units: u32, memory_mib: u32) -> Image {
        Image {
            cpu_units,
            memory_mib,
            ..self
        }
    }
}

/// The catalogue, sorted by name.
pub static IMAGES: &[Image] = &[
    row("alpine", 4, Habit::EndsAtOnce, 0).takes(1, 2),
    row("amazon-ecs-sample", 70, Habit::Serves, 80),
    row("amazonlinux", 52, Habit::EndsAtOnce, 0),
    row("aws-for-fluent-bit", 180, Habit::Serves, 24224).takes(10, 50),
    row("aws-otel-collector", 110, Habit::Serves, 4317).takes(15, 80),
    row("busybox", 2, Habit::EndsAtOnce, 0).takes(1, 2),
    row("debian", 48, Habit::EndsAtOnce, 0),
    row("envoy", 65, Habit::Serves, 9901).takes(10, 40),
    row("haproxy", 45, Habit::Serves, 0),
    row("hello-world", 1, Habit::Prints, 0).takes(1, 2),
    row("httpd", 60, Habit::Serves, 80),
    row("mariadb", 120, Habit::Serves, 3306).takes(10, 120),
    row("memcached", 32, Habit::Serves, 11211),
    row("mongo", 290, Habit::Serves, 27017).takes(15, 180),
    row("mysql", 230, Habit::Serves, 3306).takes(20, 400),
    row("nginx", 66, Habit::Serves, 80),
    row("node", 380, Habit::EndsAtOnce, 0).takes(10, 60),
    row("postgres", 155, Habit::Serves, 5432).takes(10, 60),
    row("python", 360, Habit::EndsAtOnce, 0).takes(5, 40),
    row("rabbitmq", 105, Habit::Serves, 5672).takes(20, 140),
    row("redis", 50, Habit::Serves, 6379).takes(5, 10),
    row("traefik", 50, Habit::Serves, 80).takes(8, 40),
    row("ubuntu", 29, Habit::EndsAtOnce, 0),
    row("wordpress", 240, Habit::Serves, 80).takes(10, 80),
    row("xray-daemon", 25, Habit::Serves, 2000),
];

/// What is assumed of an image that the catalogue does not know: an application that serves.
pub static UNKNOWN: Image = row("", 120, Habit::ServesDeaf, 0).takes(20, 128);

/// The repository name in an image reference: `public.ecr.aws/docker/library/nginx:1.27` is
/// `nginx`.
pub fn repository(reference: &str) -> &str {
    let path = reference.split('@').next().unwrap_or(reference);
    let last = path.rsplit('/').next().unwrap_or(path);
    last.split(':').next().unwrap_or(last)
}

/// What is known of the image that a reference names.
pub fn image(reference: &str) -> &'static Image {
    let name = repository(reference);
    match IMAGES.binary_search_by(|row| row.name.cmp(name)) {
        Ok(place) => &IMAGES[place],
        Err(_) => &UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_sorted_and_unique() {
        assert!(IMAGES.windows(2).all(|pair| pair[0].name < pair[1].name));
    }

    #[test]
    fn references_are_read_by_their_repository() {
        for (reference, name) in [
            ("nginx", "nginx"),
            ("public.ecr.aws/docker/library/nginx:1.27", "nginx"),
            (
                "123456789012.dkr.ecr.us-east-1.amazonaws.com/web@sha256:0f",
                "web",
            ),
            ("localhost:5000/team/app:v1", "app"),
        ] {
            assert_eq!(repository(reference), name);
        }
        assert_eq!(image("docker.io/library/redis:7").port, 6379);
        assert_eq!(image("acme/web"), &UNKNOWN);
    }
}
