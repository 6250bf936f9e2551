import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { load, type MakePeer, versionIn } from "./peer.ts";

const BIN = "/usr/lib/postgresql/15/bin";
const PORT = 55_432;
const URL = `postgres://postgres@127.0.0.1:${PORT}`;

/** DBOS, a library in this process, on a PostgreSQL of its own. @see https://docs.dbos.dev */
export const dbos: MakePeer = async (steps, folder, installed) => {
  const { DBOS } = await load(installed, "@dbos-inc/dbos-sdk");
  const onboarding = DBOS.registerWorkflow(
    async ({ user, email }: { user: string; email: string }) => {
      const step = (name: string, action: () => void) => DBOS.runStep(async () => action(), { name });
      await step("validate", () => steps.validate(email));
      await step("create", () => steps.create(user));
      await step("notify", () => steps.notify(user));
      if ((await DBOS.recv("decision", 86_400)) !== "approve") {
        return { status: "REJECTED" };
      }
      await step("activate", () => steps.activate(user));
      await step("welcome", () => steps.welcome(user));
      return { status: "ACTIVE" };
    },
    { name: "onboarding" },
  );
  const handles = new Map<string, { getResult(): Promise<{ status: string }> }>();
  let server: ChildProcess;
  return {
    version: `DBOS ${versionIn(installed, "@dbos-inc/dbos-sdk")}, PostgreSQL ${postgresVersion()}`,
    async up() {
      const data = join(folder, "data");
      letIn(folder);
      execFileSync(...asPostgres("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "--no-sync"]), {
        stdio: "ignore",
      });
      server = spawn(...asPostgres("postgres", ["-D", data, "-p", String(PORT), "-k", folder, "-h", "127.0.0.1"]), {
        stdio: "ignore",
      });
      await createDatabase();
      DBOS.setConfig({
        name: "onboarding",
        systemDatabaseUrl: `${URL}/dbos`,
        logLevel: "error",
        systemDatabasePoolSize: 20,
      });
      await DBOS.launch();
    },
    async start(user) {
      const begin = DBOS.startWorkflow(onboarding, { workflowID: user });
      handles.set(user, await begin({ user, email: `${user}@example.com` }));
    },
    decide: (user) => DBOS.send(user, "approve", "decision"),
    ended: async (user) => (await handles.get(user)?.getResult())?.status === "ACTIVE",
    async down() {
      await DBOS.shutdown();
      execFileSync(...asPostgres("pg_ctl", ["-D", join(folder, "data"), "-m", "immediate", "stop"]), {
        stdio: "ignore",
      });
      if (server.exitCode === null) {
        await once(server, "exit");
      }
    },
  };
};

/** PostgreSQL refuses to run as root. */
const asPostgres = (program: string, options: string[]): [string, string[]] =>
  process.getuid?.() === 0
    ? ["runuser", ["-u", "postgres", "--", `${BIN}/${program}`, ...options]]
    : [`${BIN}/${program}`, options];

function letIn(folder: string): void {
  if (process.getuid?.() === 0) {
    const [user, group] = ["-u", "-g"].map((which) => Number(execFileSync("id", [which, "postgres"])));
    chownSync(folder, user ?? 0, group ?? 0);
    chmodSync(folder, 0o700);
  }
}

function postgresVersion(): string {
  return execFileSync(`${BIN}/postgres`, ["--version"]).toString().trim().split(" ")[2] ?? "";
}

async function createDatabase(): Promise<void> {
  for (;;) {
    try {
      execFileSync(`${BIN}/psql`, [URL, "-c", "create database dbos"], { stdio: "ignore" });
      return;
    } catch {
      await pass(20); // not yet up
    }
  }
}
