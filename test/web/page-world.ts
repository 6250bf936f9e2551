import { jwtLinks } from "../../src/adapters/jwt-links.ts";
import type { User } from "../../src/domain/user.ts";
import { verifyPage } from "../../src/web/verify-page.ts";
import { memoryUsers, NOW, pendingUser } from "../fakes.ts";

/** The page over profiles in memory, with real links. A verification is written at once, as if the workflow were awake. */
export function pageWorld(user: User = pendingUser(), now = () => NOW) {
  const users = memoryUsers(now);
  users.all.set(user.userId, user);
  const links = jwtLinks({ secret: async () => "a-secret-of-thirty-two-bytes-or-more", now: () => NOW });
  const log: string[] = [];
  const decided: string[] = [];
  const app = verifyPage({
    users,
    links,
    now,
    decisions: {
      async verify(_, decision) {
        const isFirst = users.all.get(user.userId)?.status === "PENDING_EMAIL_VERIFICATION";
        if (isFirst) {
          decided.push(user.userId);
          await users.close(user, { status: "ACTIVE", decision });
        }
        return isFirst;
      },
      reject: async () => false,
    },
    log: { error: (message, about) => void log.push(`${message} ${JSON.stringify(about)}`) },
  });
  const link = async (of: User = user) => `/verify?token=${await links.issue(of)}`;
  return {
    users,
    app,
    log,
    decided,
    link,
    get: async (path?: string) => app.request(path ?? (await link())),
    press: async (path?: string) => {
      const token = new URL(path ?? (await link()), "http://localhost").searchParams.get("token") ?? "";
      return app.request("/verify", { method: "POST", body: new URLSearchParams({ token }) });
    },
  };
}

export const decision = (by?: string) =>
  ({ outcome: "verified", source: by ? "slack" : "email", by, at: NOW.toISOString() }) as const;
