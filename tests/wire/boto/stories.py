"""The table of stories: what each walks, and which operations there must be for it.

Operations of the endpoint without a story, stories that leave an operation of theirs unanswered,
and operations of the model that no list has are mistakes.
"""

import traceback

from account import Account
from botocore.exceptions import ClientError

# Every operation is in one of the stories or here: those that Drydock does not simulate, and says.
NOT_SIMULATED = set(
    """
    AssociateGatewayWithCluster CreateDaemon CreateExpressGatewayService CreateGateway DeleteDaemon
    DeleteDaemonTaskDefinition DeleteExpressGatewayService DeleteGateway DescribeDaemon
    DescribeDaemonDeployments DescribeDaemonRevisions DescribeDaemonTaskDefinition
    DescribeExpressGatewayService DescribeGateway DescribeGatewayResources DescribeGatewayRoute
    DisassociateGatewayFromCluster ListDaemonDeployments ListDaemonTaskDefinitions ListDaemons
    ListGatewayClusterAssociations ListGatewayRoutes ListGateways RegisterDaemonTaskDefinition
    UpdateDaemon UpdateExpressGatewayService UpdateGateway
    """.split()
)
# Without a container to talk to, only their refusal can be walked.
ONLY_REFUSED = {"ExecuteCommand"}

# An assertion may show a whole answer.
MOST_OF_A_FAULT = 4000

STORIES = []


def story(operations):
    """Marks a function as the story of these operations, named in one text."""

    def mark(tell):
        STORIES.append((tell, operations.split()))
        return tell

    return mark


def known_operations(url, watch):
    """Those that the endpoint does not call unknown. Asks each of the model with nothing, and holds
    that those which are not simulated say so."""
    ecs = Account(url, watch, parameter_validation=False).ecs
    known = set()
    for method, name in ecs.meta.method_to_api_mapping.items():
        try:
            getattr(ecs, method)()
        except ClientError as error:
            if name in NOT_SIMULATED:
                assert "not simulated" in str(error), error
            elif error.response["Error"]["Code"] == "UnknownOperationException":
                continue
        known.add(name)
    answered = NOT_SIMULATED & watch.answered
    assert not answered, answered
    watch.answered.clear()
    watch.refused.clear()
    return known


# Stories that do not agree yet. They are told, and what is wrong with them is said. Whoever mends
# one takes it off this list.
OPEN = set()


def tell_all(url, watch):
    """Tells every story that can be told and gives what is wrong and what is not there yet."""
    known = known_operations(url, watch)
    told = {name for _, names in STORIES for name in names}
    model = set(Account(url, watch).ecs.meta.service_model.operation_names)
    wrong = [f"{name} is in no story" for name in sorted(model - told - NOT_SIMULATED)]
    wrong += [f"{name} is no operation" for name in sorted((told | NOT_SIMULATED) - model)]
    for tell, names in STORIES:
        before = len(wrong)
        missing = [name for name in names if name not in known]
        if missing:
            print(f"not there yet: {', '.join(missing)} ({tell.__name__})")
            continue
        try:
            tell(Account(url, watch))
        except Exception:  # Whatever it is, the other stories are told.
            wrong.append(f"{tell.__name__}: {traceback.format_exc(limit=3)[:MOST_OF_A_FAULT]}")
            set_aside(tell, wrong, before)
            continue
        for name in names:
            if name not in (watch.refused if name in ONLY_REFUSED else watch.answered):
                wrong.append(f"{tell.__name__} does not walk {name}")
        set_aside(tell, wrong, before)
        print(f"told: {tell.__name__}")
    return wrong


def set_aside(tell, wrong, before):
    """Says what is wrong with a story that is open still, instead of counting it."""
    if tell.__name__ in OPEN:
        for line in wrong[before:]:
            print(f"open: {line}")
        del wrong[before:]
