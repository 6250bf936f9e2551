"""Drives SAM CLI's own code, from a checkout, against an emulator: all of it but Docker.

   EMULATOR_PORT=9014 CONTAINER_PORT=8080 SAM_CLI=aws-sam-cli python3 sam.py

Prints as JSON what SAM's code got. Needs python3-boto3, python3-click, python3-flask and python3-requests.
"""

import importlib.abc
import importlib.machinery
import json
import os
import sys
import time
from unittest.mock import MagicMock

os.environ["DURABLE_EXECUTIONS_EXTERNAL_EMULATOR_PORT"] = os.environ["EMULATOR_PORT"]
sys.path.insert(0, os.environ["SAM_CLI"])


class Absent(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Libraries that SAM imports, that are not installed, and that nothing here calls."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname.split(".")[0] in ("samcli", "botocore", "boto3", "urllib3", "requests", "flask", "click"):
            return None
        frame = sys._getframe()
        while frame:
            if "/samcli/" in frame.f_code.co_filename:
                return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
            if "importlib" not in frame.f_code.co_filename and frame.f_code.co_filename != __file__:
                return None
            frame = frame.f_back
        return None

    def create_module(self, spec):
        module = MagicMock(name=spec.name)
        module.__path__, module.__spec__, module.__all__ = [], spec, []
        return module

    def exec_module(self, module):
        pass


sys.meta_path.append(Absent())

from samcli.lib.clients.lambda_client import DurableFunctionsClient  # noqa: E402
from samcli.lib.utils.durable_callback_handler import DurableCallbackHandler  # noqa: E402
from samcli.local.docker.durable_functions_emulator_container import DurableFunctionsEmulatorContainer  # noqa: E402
from samcli.local.docker.durable_lambda_container import DurableLambdaContainer  # noqa: E402

emulator = DurableFunctionsEmulatorContainer()


class Container(DurableLambdaContainer):
    """SAM's own, but for the methods that talk to Docker; the container listens already."""

    def __init__(self, timeout=60):
        self.emulator_container = emulator
        self.durable_config = {"ExecutionTimeout": timeout, "RetentionPeriodInDays": 7}
        self._is_warm_runtime = True

    def _is_cli_context(self):
        return False

    def start(self):
        pass

    def start_logs_thread_if_not_alive(self, stderr):
        pass

    def _wait_for_socket_connection(self):
        pass

    def get_port(self):
        return int(os.environ["CONTAINER_PORT"])


class Stdout:
    def __init__(self):
        self.text = ""

    def write_str(self, text):
        self.text += text

    def flush(self):
        pass


def invoked(event, name=None, kind="RequestResponse", timeout=60):
    stdout = Stdout()
    headers = Container(timeout).wait_for_result(
        "unused", json.dumps(event), stdout, None, durable_execution_name=name, invocation_type=kind
    )
    return headers["X-Amz-Durable-Execution-Arn"], stdout.text


def pending(arn):
    """The callback that SAM's prompt would offer."""
    while True:
        found = DurableCallbackHandler(emulator.lambda_client).check_for_pending_callbacks(arn)
        if found:
            return found
        time.sleep(0.1)


def status(arn):
    while True:
        found = emulator.lambda_client.get_durable_execution(arn)
        if found["Status"] != "RUNNING":
            return found
        time.sleep(0.1)


def refused(call):
    try:
        call()
    except Exception as error:  # what SAM prints
        return f"{type(error).__name__}: {error}"
    return None


results = {}
_, results["sync"] = invoked({"kind": "plain"}, "sync-1")

arn, _ = invoked({"kind": "callback"}, kind="Event")
client: DurableFunctionsClient = emulator.lambda_client
client.send_callback_heartbeat(pending(arn))
client.send_callback_success(pending(arn), '"yes"')
results["success"] = status(arn)["Result"]

arn, _ = invoked({"kind": "callback"}, kind="Event")
client.send_callback_failure(pending(arn), error_type="Refused", error_message="no")
results["failure"] = status(arn)["Error"]["ErrorMessage"]

arn, _ = invoked({"kind": "callback"}, kind="Event")
callback = pending(arn)
client.stop_durable_execution(arn, error_message="enough", error_type="Stopped")
stopped = status(arn)
results["stopped"] = [stopped["Status"], stopped["Error"]["ErrorMessage"]]
results["late"] = refused(lambda: client.send_callback_success(callback, '"late"'))

history = client.get_durable_execution_history(arn)["Events"]
results["history"] = [event["EventType"] for event in history]
unknown = f"{arn.rsplit('/', 1)[0]}/00000000-0000-0000-0000-000000000000"
results["unknown"] = refused(lambda: client.get_durable_execution(unknown))
results["no timeout"] = refused(lambda: invoked({"kind": "plain"}, timeout=None))
print(json.dumps(results))
