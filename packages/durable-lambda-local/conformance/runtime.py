"""Runs one of AWS's Python handlers for bridge.mjs, as Lambda's Python runtime would: argv[1] is module.function."""

import importlib
import json
import logging
import os
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import boto3

answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # what handlers print belongs into the log
writing = threading.Lock()


class Counters:
    """Stands in for the DynamoDB table in which some handlers count their attempts: a file."""

    file = Path(os.environ["COUNTERS"])

    def update_item(self, Key, **_):
        counts = json.loads(self.file.read_text()) if self.file.exists() else {}
        name = next(iter(Key.values()))["S"]
        counts[name] = counts.get(name, 0) + 1
        self.file.write_text(json.dumps(counts))
        return {"Attributes": {"attemptCount": {"N": str(counts[name])}}}


make_client = boto3.client
lambda_url = os.environ["AWS_ENDPOINT_URL_LAMBDA"]  # newer versions of boto3 than Debian's read it themselves


def client(service, **options):
    if service == "dynamodb":
        return Counters()
    return make_client(service, **({"endpoint_url": lambda_url} if service == "lambda" else {}) | options)


boto3.client = client

KNOWN = set(vars(logging.makeLogRecord({})))


class JsonLines(logging.Formatter):
    """Lambda's JSON log format: a record with all that the logger added to it."""

    def format(self, record):
        line = {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in KNOWN}
        return json.dumps(line, default=str)


stream = logging.StreamHandler(sys.stderr)
stream.setFormatter(JsonLines())
logging.basicConfig(level=logging.INFO, handlers=[stream])

module, _, function = sys.argv[1].rpartition(".")
handler = getattr(importlib.import_module(module), function)


def serve(request):
    deadline = time.monotonic() + request["remaining"] / 1000
    context = SimpleNamespace(
        aws_request_id=request["id"],
        function_name=request["functionName"],
        function_version=request["functionVersion"],
        invoked_function_arn=request["invokedFunctionArn"],
        tenant_id=request.get("tenantId"),
        memory_limit_in_mb="1024",
        log_group_name=f"/aws/lambda/{request['functionName']}",
        log_stream_name="local",
        client_context=None,
        identity=None,
        get_remaining_time_in_millis=lambda: max(0, int((deadline - time.monotonic()) * 1000)),
    )
    answer = {"id": request["id"]}
    try:
        answer["result"] = handler(request["event"], context)
    except Exception as error:  # noqa: BLE001
        logging.exception("The handler failed")
        answer["error"] = {"type": type(error).__name__, "message": str(error)}
    with writing:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


for line in sys.stdin:
    threading.Thread(target=serve, args=(json.loads(line),), daemon=True).start()
os._exit(0)
