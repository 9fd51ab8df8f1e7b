//! What is drawn by chance, each with a number of its own that never changes.

use crate::sim::Purpose;

/// How long an interface takes to attach; subject: task.
pub const INTERFACE_ATTACH: Purpose = Purpose(1);
/// How long the agent takes to pick a task up; subject: task.
pub const AGENT_PICKUP: Purpose = Purpose(2);
/// How long an image pull takes; subject: task, nth: container.
pub const IMAGE_PULL: Purpose = Purpose(3);
/// How long create and start take; subject: task, nth: container.
pub const CREATE_AND_START: Purpose = Purpose(4);
/// How long an interface takes to detach; subject: task.
pub const INTERFACE_DETACH: Purpose = Purpose(5);
/// How long a task on Fargate takes to hear that it shall stop; subject: task.
pub const STOP_IS_HEARD: Purpose = Purpose(10);
/// Which of several instances that rank equal takes a task; subject: task number, nth: step.
pub const PLACEMENT: Purpose = Purpose(6);
/// Which of several tasks that rank equal is stopped; subject: service, nth: candidate.
pub const SCALE_IN: Purpose = Purpose(7);
/// Which unhealthy task goes first; subject: service, nth: task.
pub const HEALING: Purpose = Purpose(9);
/// Where in its tick a service is looked at; subject: service.
pub const SCHEDULER_PHASE: Purpose = Purpose(8);
/// How long an instance of an Auto Scaling group boots; subject: group, nth: instance.
pub const INSTANCE_BOOT: Purpose = Purpose(30);
/// When within its flexible window a schedule runs; subject: schedule, nth: run.
pub const SCHEDULE_WINDOW: Purpose = Purpose(31);
