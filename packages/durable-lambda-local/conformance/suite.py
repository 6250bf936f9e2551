"""AWS's side of its conformance suite: its requirements, its matcher and the templates of its Python handlers, unchanged.

  suite.py functions SUITE   prints the functions of a suite's template as JSON
  suite.py validate SUITE    holds an engine at ENGINE_URL to the suite's requirements, and prints what failed as JSON

CONFORMANCE and PYTHON_SDK are checkouts, WORK a folder to write to, LOG what the functions wrote.
"""

import json
import os
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from pathlib import Path

CORE = Path(os.environ["CONFORMANCE"]) / "packages/aws-durable-execution-conformance-tests"
PACKAGES = Path(os.environ["PYTHON_SDK"]) / "packages"
WORK = Path(os.environ["WORK"])
sys.path.insert(0, str(CORE / "src"))

import boto3  # noqa: E402
import yaml  # noqa: E402
from aws_durable_execution_conformance_tests import sam, validate  # noqa: E402
from botocore.config import Config  # noqa: E402


def resources(suite):
    """The functions of the suite's template, by name."""
    path = PACKAGES / f"aws-durable-execution-sdk-python-conformance-tests/template_{suite}.yaml"
    content = yaml.load(path.read_text(), Loader=validate._CfnSafeLoader)["Resources"]
    return {name: each for name, each in content.items() if each["Type"] == "AWS::Serverless::Function"}


def text(value, names):
    """A variable's value: the ARNs that CloudFormation would put in for references to functions."""
    value = next(iter(value.values())) if isinstance(value, dict) else value
    for name in names:
        arn = f"arn:aws:lambda:us-east-1:000000000000:function:{name}"
        value = value.replace(f"${{{name}.Arn}}", arn).replace(f"${{{name}}}", name)
    return value


def functions(suite):
    found = resources(suite)
    sources = ["aws-durable-execution-sdk-python/src", "aws-durable-execution-sdk-python-conformance-tests/handlers"]
    return [
        {
            "name": name,
            "handler": properties["Handler"],
            "executionTimeout": properties.get("DurableConfig", {}).get("ExecutionTimeout"),
            "tenantIsolation": "TenancyConfig" in properties,
            "env": {
                "PYTHONPATH": os.pathsep.join(str(PACKAGES / source) for source in sources),
                **{
                    key: text(value, found)
                    for key, value in properties.get("Environment", {}).get("Variables", {}).items()
                },
            },
        }
        for name, properties in ((name, each["Properties"]) for name, each in found.items())
    ]


class Logs:
    """CloudWatch's part, and CloudFormation's: the functions' log, and physical names that are the logical ones."""

    def describe_stack_resource(self, LogicalResourceId, **_):
        return {"StackResourceDetail": {"PhysicalResourceId": LogicalResourceId}}

    def filter_log_events(self, filterPattern="", **_):
        lines = Path(os.environ["LOG"]).read_text().splitlines()
        wanted = re.findall(r'"(arn:[^"]+)"', filterPattern)
        return {"events": [{"message": line} for line in lines if not wanted or wanted[0] in line]}


def outcome(future):
    try:
        result = future.result()
    except Exception as error:  # noqa: BLE001
        return [f"{type(error).__name__}: {error}"]
    return [] if result.passed else [str(each) for each in result.errors] or ["failed without a word"]


def validated(suite):
    patient = Config(retries={"max_attempts": 0}, read_timeout=300, max_pool_connections=50)
    client = boto3.client("lambda", endpoint_url=os.environ["ENGINE_URL"], config=patient)
    invoker = sam.Invoker("local", lambda_client=client)
    found = resources(suite)
    invoker._function_map = {name: name for name in found}
    files = validate.discover_test_files(CORE / "test-requirements", suite)
    cases = {
        requirement: name
        for name, each in found.items()
        for requirement in each.get("TestingMetadata", {}).get("TestDescription", [])
    }
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(4) as pool:
        running = {
            requirement: pool.submit(
                validate.validate_description,
                function_name=name,
                description_id=requirement,
                test_file=files[requirement],
                invoker=invoker,
                tmp_dir=scratch,
                region="us-east-1",
                aws_clients={"lambda": client, "logs": Logs(), "cloudformation": Logs()},
                output_dir=str(WORK / "histories"),
            )
            for requirement, name in cases.items()
        }
        return {requirement: outcome(future) for requirement, future in running.items()}


command, suite = sys.argv[1:]
with redirect_stdout(sys.stderr):
    answer = functions(suite) if command == "functions" else validated(suite)
print(json.dumps(answer))
