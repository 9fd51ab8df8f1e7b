"""Makes a folder of command lines that chance wrote, for two runs that go through the same:

    python3 tests/wire/same/chance.py BOTOCORE_DATA FOLDER SEED COUNT
    SAME=FOLDER node --test tests/wire/same.test.mjs

The lines are those of `tests/cli/chance.py`, about clusters, services and tasks that are there:
some lines before them make these, and time passes now and then. The same seed makes the same lines.
"""

import pathlib
import shutil
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "cli"))

import chance  # noqa: E402

NET = "awsvpcConfiguration={subnets=[subnet-0d0c1a00000000001],assignPublicIp=ENABLED}"
BEGIN = f"""\
aws ecs create-cluster --cluster-name harbor --tags key=team,value=sea
aws ecs create-cluster
aws ecs register-task-definition --cli-input-json file://fargate.json --query taskDefinition.status
aws ecs register-task-definition --cli-input-json file://bridge.json --query taskDefinition.status
drydock call AddInstances '{{"instanceType":"t3.medium","count":2}}' > /dev/null
aws ecs create-service --cluster harbor --service-name web --task-definition web \\
  --launch-type FARGATE --desired-count 2 \\
  --network-configuration '{NET}' --tags key=a,value=b --query service.status
aws ecs create-service --service-name app --task-definition app --desired-count 1 \\
  --deployment-configuration maximumPercent=200,minimumHealthyPercent=0 --query service.status
aws ecs run-task --cluster harbor --task-definition web --launch-type FARGATE --count 2 \\
  --network-configuration '{NET}' --query 'tasks[].lastStatus'
TASK=$(aws ecs list-tasks --cluster harbor --query 'taskArns[0]' --output text)
CI=$(aws ecs list-container-instances --query 'containerInstanceArns[0]' --output text)
DEP=$(aws ecs list-service-deployments --cluster harbor --service web \\
  --query 'serviceDeployments[0].serviceDeploymentArn' --output text)
REV=$(aws ecs list-service-deployments --cluster harbor --service web \\
  --query 'serviceDeployments[0].targetServiceRevisionArn' --output text)
ARN=arn:aws:ecs:us-east-1:123456789012
"""
CLUSTERS = ["harbor", "harbor", "harbor", "default", "nowhere", "@ARN@:cluster/harbor"]
ONE = ["web", "web", "app", "none", "@ARN@:service/harbor/web"]
DEFINITIONS = ["web", "app", "web:1", "web:9", "none", "@ARN@:task-definition/web:1"]
# By the names of members: what is there in the run.
KNOWN = {
    "cluster": CLUSTERS,
    "clusterName": ["harbor", "quay", "pier"],
    "clusters": CLUSTERS,
    "service": ONE,
    "services": ONE,
    "serviceName": ["web", "more", "other"],
    "taskDefinition": DEFINITIONS,
    "taskDefinitions": DEFINITIONS[2:],
    "task": ["@TASK@", "@TASK@", "none"],
    "tasks": ["@TASK@", "@TASK@", "none"],
    "family": ["web", "app", "fresh"],
    "familyPrefix": ["web", "app", "w"],
    "containerInstance": ["@CI@", "@CI@", "none"],
    "containerInstances": ["@CI@", "@CI@", "none"],
    "resourceArn": ["@ARN@:cluster/harbor", "@TASK@", "@CI@", "@ARN@:service/harbor/web", "x"],
    "serviceDeploymentArn": ["@DEP@"],
    "serviceDeploymentArns": ["@DEP@"],
    "serviceRevisionArns": ["@REV@"],
    "networkConfiguration": [NET, NET, "file://net.json"],
    "containerDefinitions": ["name=a,image=b,memory=64", "file://containers.json"],
    "launchType": ["FARGATE", "EC2"],
    "desiredCount": ["0", "1", "3"],
    "capacityProviders": ["FARGATE", "FARGATE_SPOT"],
    "include": ["TAGS"],
    "group": ["family:web", "service:web"],
}
# Often enough that something is there to be seen.
MORE = ["describe-services", "describe-tasks", "describe-clusters", "describe-task-definition"]
QUERIES = [
    *["services[].events[].message", "tasks[].containers[]", "*[0].tags", "keys(*[0])"],
    *["sort_by(tasks, &createdAt)[0].cpu", "clusters[].{a: clusterName, b: status}"],
    *["services[].[serviceName, createdAt]", "*[].*", "services[0].deployments"],
    *["tasks[].attachments[].details[]", "[*][0]"],
    *["services[0].deployments[0].{a: id, b: networkConfiguration}", "to_string(@)", "type(*[0])"],
    *["tasks[?lastStatus=='RUNNING'] | [0].containers[0].name", "*[*].tags[].value", "*|[0]|[0]"],
    *["taskDefinition.containerDefinitions[*].environment", "values(@)[0]", "max_by(services, &a)"],
    *["length(taskArns)", "taskArns[0]", "*[0][0]", "map(&length(@), *)", "join(', ', keys(@))"],
]


class Live(chance.Chance):
    """Dice that know what is there."""

    def flag(self, member, name):
        known = KNOWN.get(member)
        if known is None or self.wrong(0.12):
            return super().flag(member, name)
        words = [self.dice.choice(known)]
        if member.endswith("s") and member in ("clusters", "services", "tasks", "taskDefinitions"):
            words += [self.dice.choice(known)] * self.wrong(0.4)
        return ["--" + chance.kebab(member), *words]

    def line(self):
        words = super().line()
        if self.wrong(0.3):
            words += ["--query", self.dice.choice(QUERIES)]
            words += ["--output", self.dice.choice(["json", "text", "table", "yaml"])]
        if self.wrong(0.1):
            at = words.index("ecs") + 1 if "ecs" in words else 1
            words[at] = self.dice.choice(MORE)
        return words


def main():
    data, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    dice = Live(data, int(sys.argv[3]))
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "files.json", folder)
    (folder / "differences.txt").write_text("")
    lines = []
    while len(lines) < int(sys.argv[4]):
        line = chance.shlex.join(dice.line())
        for name in ("TASK", "CI", "DEP", "REV", "ARN"):
            line = line.replace(f"@{name}@", f"${name}")
        one_line = "\n" not in line and line not in lines
        # Both are known to differ: a run has one Region, and no commands that deploy.
        if one_line and "--region" not in line and "--debug" not in line:
            lines.append(line)
            lines += ["sleep 20"] * dice.wrong(0.03)
    (folder / f"chance-{sys.argv[3]}.txt").write_text(BEGIN + "\n".join(lines) + "\n")


main()
