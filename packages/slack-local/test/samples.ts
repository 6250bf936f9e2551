export const CHANNEL = "C0APPROVALS";

export const plain = (text: string) => ({ type: "plain_text" as const, text });
export const mrkdwn = (text: string) => ({ type: "mrkdwn" as const, text });
export const section = (text: string) => ({ type: "section" as const, text: mrkdwn(text) });

export const button = (actionId: string, more: object = {}) => ({
  type: "button" as const,
  action_id: actionId,
  text: plain(actionId),
  ...more,
});

export const menu = (actionId: string, ...values: string[]) => ({
  type: "overflow" as const,
  action_id: actionId,
  options: values.map((value) => ({ text: plain(`Choose ${value}`), value })),
});

/** A card such as an app posts. */
export const CARD = {
  channel: CHANNEL,
  text: "Ada Lovelace waits.",
  blocks: [
    section("*Ada Lovelace* waits."),
    {
      type: "actions" as const,
      block_id: "controls",
      elements: [button("verify", { value: "u-ada", style: "primary" }), button("reject", { value: "u-ada" })],
    },
  ],
};

const option = (value: string) => ({ text: plain(`Choose ${value}`), value });

/** An input block in which one of three is chosen, the first one to begin with, or none. */
export const select = (more: object = { initial_option: option("en") }) => ({
  type: "input" as const,
  block_id: "locale",
  label: plain("Language"),
  element: {
    type: "static_select" as const,
    action_id: "value",
    options: [option("en"), option("ja"), option("de")],
    ...more,
  },
});

/** A form such as an app opens. */
export const FORM = {
  type: "modal" as const,
  callback_id: "start",
  private_metadata: "C0APPROVALS",
  title: plain("Request access"),
  submit: plain("Start"),
  blocks: [
    {
      type: "input" as const,
      block_id: "email",
      label: plain("E-mail"),
      element: { type: "email_text_input" as const, action_id: "value" },
    },
    {
      type: "input" as const,
      block_id: "note",
      label: plain("Note"),
      optional: true,
      element: { type: "plain_text_input" as const, action_id: "value", multiline: true, max_length: 20 },
    },
  ],
};
