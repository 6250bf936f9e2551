import * as v from "valibot";
import { complaints } from "../blocks/complaints.ts";
import { type View as AnyView, View } from "../blocks/view.ts";
import { type OpenView, openView, viewOutput } from "../state/views.ts";
import type { State } from "../state/state.ts";
import { method, readJson } from "./arguments.ts";
import { SlackError } from "./slack-error.ts";

const REFUSALS = {
  unknown: "invalid_trigger_id",
  expired: "expired_trigger_id",
  used: "exchanged_trigger_id",
} as const;

/** https://docs.slack.dev/reference/methods/views.open: a trigger opens one modal within 3 s. */
export const open = method(v.object({ trigger_id: v.string(), view: v.unknown() }), (args, state) => {
  const view = readView(args.view, "modal");
  const trigger = state.triggers.use(args.trigger_id);
  if ("refusal" in trigger) {
    throw new SlackError(REFUSALS[trigger.refusal]);
  }
  return shown(state, state.modals, openView(trigger.what.user, view));
});

/** https://docs.slack.dev/reference/methods/views.update */
export const update = method(
  v.object({
    view_id: v.optional(v.string()),
    external_id: v.optional(v.string()),
    hash: v.optional(v.string()),
    view: v.unknown(),
  }),
  (args, state) => {
    const current = findView(state, args);
    if (!current) {
      throw new SlackError("not_found");
    }
    assertCurrent(current, args.hash);
    const { user, view } = current;
    const views = view.type === "modal" ? state.modals : state.homes;
    return shown(state, views, openView(user, readView(args.view, view.type), current));
  },
);

/** https://docs.slack.dev/reference/methods/views.publish */
export const publish = method(
  v.object({ user_id: v.string(), hash: v.optional(v.string()), view: v.unknown() }),
  ({ user_id, hash, view }, state) => {
    if (!state.directory.personOf(user_id)) {
      throw new SlackError("user_not_found");
    }
    const home = state.homes.get(user_id);
    if (home) {
      assertCurrent(home, hash);
    }
    return shown(state, state.homes, openView(user_id, readView(view, "home"), home));
  },
);

function shown({ changes, directory }: State, views: Map<string, OpenView>, view: OpenView) {
  views.set(view.user, view);
  changes.announce();
  return { view: viewOutput(directory, view) };
}

function assertCurrent(view: OpenView, hash: string | undefined): void {
  if (hash && hash !== view.hash) {
    throw new SlackError("hash_conflict");
  }
}

function findView({ modals, homes }: State, by: { view_id?: string | undefined; external_id?: string | undefined }) {
  return [...modals.values(), ...homes.values()].find(({ id, view }) =>
    by.view_id ? id === by.view_id : view.external_id !== "" && view.external_id === by.external_id,
  );
}

/** Checks a view against Slack's limits; throws invalid_arguments. */
export function readView(given: unknown, type: AnyView["type"]): AnyView {
  const parsed = v.safeParse(View, readJson(given, "invalid_arguments"));
  if (!parsed.success) {
    throw new SlackError("invalid_arguments", complaints(parsed.issues, "/view"));
  }
  if (parsed.output.type !== type) {
    throw new SlackError("invalid_arguments", [`unsupported type: ${parsed.output.type} [json-pointer:/view/type]`]);
  }
  return parsed.output;
}
