import { expect, test } from "vitest";
import { running } from "../running.ts";
import { section } from "../samples.ts";

test("opening the home tab arrives as app_home_opened, from the second time on with the view that is shown", async () => {
  const { slack, web, app } = await running();
  await slack.openHome("U0ADMIN");
  await web.views.publish({ user_id: "U0ADMIN", view: { type: "home", blocks: [section("Nobody waits.")] } });
  await slack.openHome("U0ADMIN");
  const [first, second] = app.received.map(({ payload }) => payload);
  expect(first).toMatchObject({
    type: "event_callback",
    team_id: "T0LOCAL",
    api_app_id: "A0LOCAL",
    event_id: expect.stringMatching(/^Ev/u),
    authorizations: [{ team_id: "T0LOCAL", user_id: "U0BOT", is_bot: true }],
    event: { type: "app_home_opened", user: "U0ADMIN", channel: "D0ADMIN", tab: "home" },
  });
  expect(first?.event).not.toHaveProperty("view");
  expect(second?.event?.view).toMatchObject({ type: "home", blocks: [section("Nobody waits.")] });
});
