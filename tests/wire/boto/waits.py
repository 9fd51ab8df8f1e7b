"""Every waiter of the model ends, well or ill as it must, while the clock runs."""

from account import Account
from botocore.exceptions import ClientError, WaiterError
from pages import required
from stories import NOT_SIMULATED

QUICK = {"Delay": 0.02, "MaxAttempts": 400}


def of_tasks(account):
    account.cluster()
    account.definition()
    return {"cluster": "harbor", "tasks": account.tasks(2)}


def of_services(account):
    account.cluster()
    account.definition()
    account.service()
    return {"cluster": "harbor", "services": ["web"]}


def tasks_running(account, wait):
    ask = of_tasks(account)
    wait(**ask)
    shown = account.ecs.describe_tasks(**ask)["tasks"]
    assert [task["lastStatus"] for task in shown] == ["RUNNING"] * 2, shown
    account.ecs.stop_task(cluster="harbor", task=ask["tasks"][0])
    account.advance(300)
    fails(wait, "STOPPED", **ask)


def tasks_stopped(account, wait):
    ask = of_tasks(account)
    for arn in ask["tasks"]:
        account.ecs.stop_task(cluster="harbor", task=arn)
    wait(**ask)
    shown = account.ecs.describe_tasks(**ask)["tasks"]
    assert [task["lastStatus"] for task in shown] == ["STOPPED"] * 2, shown


def services_stable(account, wait):
    ask = of_services(account)
    wait(**ask)
    (service,) = account.ecs.describe_services(**ask)["services"]
    assert service["runningCount"] == service["desiredCount"] == 2, service
    account.definition()
    account.ecs.update_service(cluster="harbor", service="web", taskDefinition="web:2")
    wait(**ask)
    (service,) = account.ecs.describe_services(**ask)["services"]
    assert [found["taskDefinition"][-5:] for found in service["deployments"]] == ["web:2"]
    fails(wait, "MISSING", cluster="harbor", services=["nowhere"])


def services_inactive(account, wait):
    ask = of_services(account)
    account.ecs.delete_service(cluster="harbor", service="web", force=True)
    wait(**ask)
    fails(wait, "MISSING", cluster="harbor", services=["nowhere"])


def fails(wait, word, **ask):
    try:
        wait(**ask)
    except WaiterError as error:
        assert word in str(error), error
        return
    raise AssertionError(f"waiting for {ask} went well")


BEFORE = {
    "tasks_running": tasks_running,
    "tasks_stopped": tasks_stopped,
    "services_stable": services_stable,
    "services_inactive": services_inactive,
}


def check_all(url, watch):
    for name in Account(url, watch).ecs.waiter_names:
        account = Account(url, watch)
        waiter = account.ecs.get_waiter(name)
        operation = waiter.config.operation
        if operation in NOT_SIMULATED:
            never(account, waiter, operation)
            continue

        def wait(waiter=waiter, **ask):
            waiter.wait(WaiterConfig=QUICK, **ask)

        BEFORE[name](account, wait)
        print(f"ended: {name}")


def never(account, waiter, operation):
    """What is not simulated ends at once, with a clear error."""
    needed = required(account.ecs, operation)
    shape = account.ecs.meta.service_model.operation_model(operation).input_shape
    for name in needed:
        if shape.members[name].type_name == "list":
            needed[name] = ["harbor"]
    try:
        waiter.wait(WaiterConfig=QUICK, **needed)
    except (ClientError, WaiterError) as error:
        assert "not simulated" in str(error), error
        print(f"ended: {waiter.name}, which is not simulated")
        return
    raise AssertionError(f"{waiter.name} ended well")
