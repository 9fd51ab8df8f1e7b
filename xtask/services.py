"""Prints what the API models that botocore ships say of the services around Amazon ECS.

`cargo xtask model` runs it with the name of a service, and keeps the answer in
src/shapes/services/. Only the operations that are simulated are told, and of those only what a
client needs: of requests names, kinds, required members, enums and lower bounds; of responses
names and kinds. `OUTPUTS` says which members of great responses are ever given, `OPAQUE` which
parts of requests are always refused: of those no member is told. `INPUTS` says which members of a
request there are for those who type it, `TEXTS` which of them are told as texts. Of `WAITERS` only what responses
end is told: the errors that they wait for are never given.
"""

import sys

import botocore
from botocore.loaders import Loader
from botocore.exceptions import UnknownServiceError
from model import paginator, row, waiter, whole

OPERATIONS = {
    "sts": ["GetCallerIdentity"],
    "elbv2": [
        "CreateListener",
        "CreateLoadBalancer",
        "CreateRule",
        "CreateTargetGroup",
        "DescribeListeners",
        "DescribeLoadBalancers",
        "DescribeRules",
        "DescribeTargetGroups",
        "DescribeTargetHealth",
        "ModifyRule",
        "ModifyTargetGroup",
        "ModifyTargetGroupAttributes",
    ],
    "application-autoscaling": [
        "DeleteScalingPolicy",
        "DeleteScheduledAction",
        "DeregisterScalableTarget",
        "DescribeScalableTargets",
        "DescribeScalingActivities",
        "DescribeScalingPolicies",
        "DescribeScheduledActions",
        "PutScalingPolicy",
        "PutScheduledAction",
        "RegisterScalableTarget",
    ],
    "scheduler": ["CreateSchedule", "DeleteSchedule", "GetSchedule", "ListSchedules"],
    "ec2": [
        "AuthorizeSecurityGroupIngress",
        "CreateSecurityGroup",
        "DescribeAvailabilityZones",
        "DescribeInstanceTypes",
        "DescribeInstances",
        "DescribeNetworkInterfaces",
        "DescribeSecurityGroups",
        "DescribeSubnets",
        "DescribeVpcs",
        "TerminateInstances",
    ],
    "logs": ["CreateLogGroup", "DescribeLogGroups", "DescribeLogStreams", "PutRetentionPolicy"],
    "autoscaling": [
        "DescribeAutoScalingGroups",
        "SetDesiredCapacity",
        "UpdateAutoScalingGroup",
    ],
    "cloudwatch": [
        "DeleteAlarms",
        "DescribeAlarms",
        "GetMetricData",
        "GetMetricStatistics",
        "ListMetrics",
        "PutMetricAlarm",
        "SetAlarmState",
    ],
    "ecr": ["CreateRepository", "DescribeRepositories"],
    "iam": ["AttachRolePolicy", "CreateRole", "GetRole", "ListRoles"],
    "secretsmanager": ["CreateSecret"],
    "ssm": ["PutParameter"],
}
WAITERS = {
    "cloudwatch": ["AlarmExists"],
    "elbv2": ["LoadBalancerAvailable", "TargetDeregistered", "TargetInService"],
}
# Rules of security groups are typed in words of the CLI's own, which name members that the API has
# from old times; its `--port` takes a text.
INPUTS = {
    "ec2": {
        "AuthorizeSecurityGroupIngressRequest": "GroupId GroupName IpPermissions "
        "TagSpecifications DryRun FromPort IpProtocol CidrIp SourceSecurityGroupName "
        "SourceSecurityGroupOwnerId",
    },
}
TEXTS = ["AuthorizeSecurityGroupIngressRequest.FromPort"]
OUTPUTS = {
    "elbv2": {
        "LoadBalancer": "LoadBalancerArn DNSName CreatedTime LoadBalancerName Scheme VpcId State "
        "Type AvailabilityZones SecurityGroups IpAddressType",
        "AvailabilityZone": "ZoneName SubnetId LoadBalancerAddresses",
        "Listener": "ListenerArn LoadBalancerArn Port Protocol DefaultActions",
        "Rule": "RuleArn Priority Actions IsDefault",
    },
    "cloudwatch": {
        "DescribeAlarmsOutput": "MetricAlarms CompositeAlarms NextToken",
        "MetricAlarm": "AlarmName AlarmArn AlarmDescription AlarmConfigurationUpdatedTimestamp "
        "ActionsEnabled OKActions AlarmActions InsufficientDataActions StateValue StateReason "
        "StateUpdatedTimestamp MetricName Namespace Statistic Dimensions Period Unit "
        "EvaluationPeriods DatapointsToAlarm Threshold ComparisonOperator TreatMissingData",
        "CompositeAlarm": "AlarmName",
        "Datapoint": "Timestamp Average Sum Unit",
        "ListMetricsOutput": "Metrics NextToken",
        "MetricDataResult": "Id Label Timestamps Values StatusCode",
    },
    "ecr": {
        "Repository": "repositoryArn registryId repositoryName repositoryUri createdAt",
    },
    "iam": {
        "Role": "Path RoleName RoleId Arn CreateDate AssumeRolePolicyDocument "
        "MaxSessionDuration",
    },
    "ec2": {
        "AuthorizeSecurityGroupIngressResult": "Return SecurityGroupRules",
        "SecurityGroupRule": "SecurityGroupRuleId GroupId GroupOwnerId IsEgress IpProtocol "
        "FromPort ToPort CidrIpv4 ReferencedGroupInfo",
        "ReferencedSecurityGroup": "GroupId",
        "Reservation": "ReservationId OwnerId Groups Instances",
        "Instance": "Architecture Tags InstanceId InstanceType State "
        "PrivateDnsName LaunchTime Placement VpcId PrivateIpAddress",
        "Placement": "AvailabilityZone Tenancy",
        "AvailabilityZone": "State RegionName ZoneName ZoneType",
        "CreateSecurityGroupResult": "GroupId Tags",
        "InstanceTypeInfo": "InstanceType CurrentGeneration ProcessorInfo VCpuInfo MemoryInfo "
        "NetworkInfo",
        "ProcessorInfo": "SupportedArchitectures",
        "VCpuInfo": "DefaultVCpus",
        "NetworkInfo": "MaximumNetworkInterfaces",
        "NetworkInterface": "Association Attachment AvailabilityZone Description Groups "
        "InterfaceType MacAddress NetworkInterfaceId OwnerId PrivateDnsName PrivateIpAddress "
        "Status SubnetId TagSet VpcId",
        "NetworkInterfaceAssociation": "IpOwnerId PublicDnsName PublicIp",
        "NetworkInterfaceAttachment": "InstanceId Status",
        "SecurityGroup": "Description GroupName OwnerId GroupId Tags VpcId",
        "Vpc": "CidrBlock State VpcId OwnerId InstanceTenancy IsDefault Tags",
        "Subnet": "OwnerId SubnetArn Tags SubnetId State VpcId CidrBlock "
        "AvailableIpAddressCount AvailabilityZone DefaultForAz",
    },
    "logs": {
        "LogGroup": "logGroupName creationTime metricFilterCount arn storedBytes logGroupArn",
        "LogStream": "logStreamName creationTime arn storedBytes",
    },
    "autoscaling": {
        "AutoScalingGroup": "AutoScalingGroupName AutoScalingGroupARN MinSize MaxSize "
        "DesiredCapacity DefaultCooldown AvailabilityZones LoadBalancerNames TargetGroupARNs "
        "HealthCheckType HealthCheckGracePeriod Instances CreatedTime VPCZoneIdentifier Tags "
        "NewInstancesProtectedFromScaleIn",
        "Instance": "InstanceId InstanceType AvailabilityZone LifecycleState HealthStatus "
        "ProtectedFromScaleIn",
    },
}
OPAQUE = {
    "application-autoscaling": [
        "CustomizedMetricSpecification",
        "PredictiveScalingPolicyConfiguration",
    ],
    "autoscaling": [
        "AvailabilityZoneDistribution",
        "AvailabilityZoneImpairmentPolicy",
        "CapacityReservationSpecification",
        "InstanceLifecyclePolicy",
        "InstanceMaintenancePolicy",
        "LaunchTemplateSpecification",
        "MixedInstancesPolicy",
    ],
    "cloudwatch": ["ActionConfiguration", "EvaluationCriteria", "EvaluationWindow"],
    "elbv2": [
        "AuthenticateCognitoActionConfig",
        "AuthenticateOidcActionConfig",
        "JwtValidationActionConfig",
        "MutualAuthenticationAttributes",
        "RuleTransformList",
    ],
}
# Enums with more values than anybody would look through are told as texts.
MOST_VALUES = 60
PLAIN = {
    # What one gives in letters is kept nowhere.
    "blob": "String",
    "boolean": "Boolean",
    "double": "Double",
    "float": "Double",
    "integer": "Integer",
    "long": "Long",
    "string": "String",
    "timestamp": "Timestamp",
}


class Reached:
    """The shapes that operations reach, under names that say no more than a client must know."""

    def __init__(self, service, shapes):
        self.shapes = shapes
        told = {**INPUTS.get(service, {}), **OUTPUTS.get(service, {})}
        self.kept = {name: names.split() for name, names in told.items()}
        self.inputs = INPUTS.get(service, {})
        self.opaque = OPAQUE.get(service, [])
        self.found = {"String": {"type": "string"}}

    def scalar(self, name, is_input):
        shape = self.shapes[name]
        if is_input and 0 < len(shape.get("enum", [])) <= MOST_VALUES:
            self.found[name] = {"type": "string", "enum": shape["enum"]}
            return name
        plain, least = PLAIN[shape["type"]], shape.get("min", 0)
        kind = {"float": "double", "blob": "string"}.get(shape["type"], shape["type"])
        if not is_input or kind not in ("string", "integer", "double") or least == 0:
            self.found[plain] = {"type": kind}
            return plain
        bounded = f"{plain}From{whole(least)}"
        self.found[bounded] = {"type": kind, "min": least}
        return bounded

    def of(self, name, is_input):
        """The name under which a shape is told."""
        shape = self.shapes[name]
        if shape["type"] in PLAIN:
            return self.scalar(name, is_input)
        if name not in self.found:
            # First its name: shapes may hold themselves.
            self.found[name] = None
            self.found[name] = self.whole(name, shape, is_input)
        return name

    def whole(self, name, shape, is_input):
        if name in self.opaque:
            return {"type": "structure", "document": True}
        if shape["type"] == "list":
            member = {"shape": self.of(shape["member"]["shape"], is_input)}
            told = {"type": "list", "member": member}
            return {**told, "min": shape["min"]} if is_input and shape.get("min") else told
        if shape["type"] == "map":
            value = self.of(shape["value"]["shape"], is_input)
            return {"type": "map", "key": {"shape": "String"}, "value": {"shape": value}}
        names = list(shape["members"])
        if name in (self.inputs if is_input else self.kept):
            kept = self.kept[name]
            if set(kept) - set(names):
                raise ValueError(f"{name} has not all of {kept}")
            names = [one for one in names if one in kept]
        shapes = ((one, shape["members"][one]["shape"]) for one in names)
        members = {
            one: {"shape": "String" if f"{name}.{one}" in TEXTS else self.of(of, is_input)}
            for one, of in shapes
        }
        told = {"type": "structure", "members": members}
        if is_input:
            told["required"] = shape.get("required", [])
        return {**told, "union": True} if shape.get("union") else told

    def side(self, model, side, name):
        """The request or the response of an operation, under the name that all have."""
        is_input = side == "input"
        if side in model:
            shape = self.shapes[model[side]["shape"]]
            self.found[name] = self.whole(model[side]["shape"], shape, is_input)
        else:
            self.found[name] = {"type": "structure", "members": {}}


def waiting(service):
    """The lines of waiters."""
    names = WAITERS.get(service, [])
    models = Loader().load_service_model(service, "waiters-2")["waiters"] if names else {}
    for name in names:
        model = models[name]
        # What is asked again is asked again by itself.
        told = [one for one in model["acceptors"] if one["state"] != "retry"]
        acceptors = [one for one in told if one["matcher"] != "error"]
        yield from waiter(name, {**model, "acceptors": acceptors})


def main(service):
    load = Loader().load_service_model
    model = load(service, "service-2")
    reached = Reached(service, model["shapes"])
    names = sorted(OPERATIONS[service])
    # Requests first: what both sides have is told with what a request must keep to.
    for side, ending in (("input", "Request"), ("output", "Response")):
        for name in names:
            reached.side(model["operations"][name], side, name + ending)
    try:
        paginators = load(service, "paginators-1")["pagination"]
    except UnknownServiceError:
        paginators = {}
    # Where a service bounds no page, no member has the name of the bound.
    told = {name: {"limit_key": "-", **paging} for name, paging in paginators.items()}
    paging = [paginator(name, told[name]) for name in names if name in told]
    metadata = model["metadata"]
    print(f"# {metadata['serviceFullName']}, API model {metadata['apiVersion']},")
    print(f"# from botocore {botocore.__version__}: some operations, and what they reach.")
    print("# Written by `cargo xtask model`, read by src/shapes/table.rs.")
    for title, lines in [
        ("shapes", [row(name, shape) for name, shape in sorted(reached.found.items())]),
        ("operations", [[name] for name in names]),
        ("paginators", paging),
        ("waiters", waiting(service)),
    ]:
        print(f"\n# {title}")
        for line in lines:
            print(" ".join(line))


main(sys.argv[1])
