"""Every paginator of the model goes to its end, in pages of two, and finds everything once."""

from account import Account
from botocore.exceptions import ClientError
from services import register
from stories import NOT_SIMULATED

OF_ALL = 5


def clusters(account):
    for number in range(OF_ALL):
        account.cluster(f"harbor-{number}")
    return {}, OF_ALL


def definitions(account):
    for _ in range(OF_ALL):
        account.definition()
    return {"familyPrefix": "web"}, OF_ALL


def families(account):
    for number in range(OF_ALL):
        account.definition(f"web-{number}")
    return {}, OF_ALL


def tasks(account):
    account.cluster()
    account.definition()
    account.tasks(OF_ALL)
    return {"cluster": "harbor"}, OF_ALL


def services(account):
    account.cluster()
    account.definition()
    for number in range(OF_ALL):
        account.service(f"web-{number}", desiredCount=0)
    return {"cluster": "harbor"}, OF_ALL


def services_of_a_namespace(account):
    services(account)
    connect = {"enabled": True, "namespace": "harbor.local"}
    for number in range(OF_ALL):
        account.service(f"in-{number}", desiredCount=0, serviceConnectConfiguration=connect)
    return {"namespace": "harbor.local"}, OF_ALL


def instances(account):
    account.cluster()
    account.instances(OF_ALL)
    return {"cluster": "harbor"}, OF_ALL


def attributes(account):
    account.cluster()
    register(account.ecs)
    account.instances(OF_ALL - 1)
    ask = {"targetType": "container-instance", "attributeName": "ecs.instance-type"}
    return {"cluster": "harbor", **ask}, OF_ALL


def settings(account):
    ask = {"effectiveSettings": True}
    return ask, len(account.ecs.list_account_settings(**ask)["settings"])


BEFORE = {
    "ListAccountSettings": settings,
    "ListAttributes": attributes,
    "ListClusters": clusters,
    "ListContainerInstances": instances,
    "ListServices": services,
    "ListServicesByNamespace": services_of_a_namespace,
    "ListTaskDefinitionFamilies": families,
    "ListTaskDefinitions": definitions,
    "ListTasks": tasks,
}


def paginators(ecs):
    """The names of the operations that clients can page through."""
    names = ecs.meta.method_to_api_mapping
    return {names[method]: method for method in names if ecs.can_paginate(method)}


def check_all(url, watch, known):
    for name, method in sorted(paginators(Account(url, watch).ecs).items()):
        account = Account(url, watch)
        pages = account.ecs.get_paginator(method)
        if name in NOT_SIMULATED:
            refused(pages.paginate(**required(account.ecs, name)), name)
            print(f"ended: {name}, which is not simulated")
        elif name not in known:
            print(f"not there yet: {name}")
        else:
            ask, expected = BEFORE[name](account)
            (key,) = pages.result_keys
            sizes = [
                len(page[key.expression])
                for page in pages.paginate(PaginationConfig={"PageSize": 2}, **ask)
            ]
            assert sum(sizes) == expected and max(sizes) == 2, (name, sizes, expected)
            print(f"ended: {name}, pages of {sizes}")


def required(ecs, name):
    """Texts for what an operation requires."""
    shape = ecs.meta.service_model.operation_model(name).input_shape
    return {member: "harbor" for member in shape.required_members}


def refused(pages, name):
    try:
        list(pages)
    except ClientError as error:
        assert "not simulated" in str(error), error
        return
    raise AssertionError(f"{name} answers")
