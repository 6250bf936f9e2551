import type { AnyBlock } from "@slack/types";
import type { User } from "../../src/domain/user.ts";
import type { SlackDeps } from "../../src/slack/deps.ts";
import { homeOpened } from "../../src/slack/home.ts";
import { memoryUsers, NOW, pendingUser } from "../fakes.ts";
import { actor } from "./actors.ts";
import { fakeDeps } from "./deps.ts";
import { memoryViews } from "./fakes.ts";
import { press, signed, typedInto, useOfMenu } from "./requests.ts";
import { slackFunction } from "./service.ts";
import { shown } from "./shown.ts";

/** Pending users u-1, u-2, … with deadlines in that order, named "User 1", …, and requested by U0REQUESTER unless told otherwise. */
export function crowd(size: number, overrides: Parameters<typeof pendingUser>[0] = {}) {
  const users = memoryUsers();
  for (let n = size; n >= 1; n -= 1) {
    const expiresAt = new Date(NOW.getTime() + n * 3_600_000).toISOString();
    const own = { userId: `u-${n}`, name: `User ${n}`, email: `user-${n}@example.com`, execution: `arn/e-${n}` };
    const more = { callbackId: `callback-${n}`, letterbox: `letterbox-${n}`, requestedBy: "U0REQUESTER", expiresAt };
    users.all.set(own.userId, pendingUser({ ...own, ...more, ...overrides }));
  }
  return users;
}

/** Changes parts of a profile. */
export function change(users: ReturnType<typeof memoryUsers>, userId: string, parts: Partial<User>): void {
  users.all.set(userId, pendingUser({ ...users.all.get(userId), ...parts }));
}

/** Somebody at their home tab: what they see, and what they do there, through the whole function. */
export function atHome(given: Partial<SlackDeps> = {}, by = "U0ADMIN") {
  const views = memoryViews();
  const deps = { ...fakeDeps(), views, ...given };
  const send = slackFunction(deps);
  let uses = 0;
  const used = (more: Parameters<typeof press>[1]) => ({
    by,
    at: `1795510800.${String((uses += 1)).padStart(6, "0")}`, // no two requests are alike
    isInView: { hash: views.hashes.get(by), private_metadata: views.homes.get(by)?.private_metadata },
    ...more,
  });
  return {
    deps,
    views,
    open: () => homeOpened(deps, actor(by, { channel: undefined })),
    press: (actionId: string, more: Parameters<typeof press>[1] = {}) => send(signed(press(actionId, used(more)))),
    choose: (actionId: string, more: Parameters<typeof press>[1] = {}) => send(signed(useOfMenu(actionId, used(more)))),
    search: (text: string | null) => send(signed(typedInto("home-search", text, used({})))),
    blocks: () => views.homes.get(by)?.blocks ?? [],
    text: () => shown(views.homes.get(by)?.blocks ?? []),
  };
}

/** The value of the button with this action ID, undefined where there is none. */
export function valueOf(blocks: readonly AnyBlock[], actionId: string): string | undefined {
  const elements = blocks.flatMap((block) => (block.type === "actions" && "elements" in block ? block.elements : []));
  const [found] = elements.filter((element) => "action_id" in element && element.action_id === actionId);
  return found && "value" in found ? found.value : undefined;
}
