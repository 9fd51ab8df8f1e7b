"""A deployment that ecs-task describes as a class: its image, its service, a task before it."""

from ecs_task import ECSTask

CONTAINER = {"name": "web", "image": "nginx:{image_tag}", "memory": 64}
RUN = {"name": "web", "command": ["sleep", "5"]}


class Web(ECSTask):
    task_definition = {"family": "web", "containerDefinitions": [CONTAINER]}
    update_services = [{"cluster": "harbor", "service": "web"}]
    run_tasks = [{"cluster": "harbor", "overrides": {"containerOverrides": [RUN]}}]
    active_task_count = 2


Web().main()
