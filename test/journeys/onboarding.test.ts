import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startStack, type Stack } from "../../local/stack.ts";
import { eventually, outside } from "./outside.ts";

let stack: Stack;
let world: ReturnType<typeof outside>;

beforeAll(async () => {
  stack = await startStack({ log: () => undefined });
  world = outside(stack);
});
afterAll(() => stack.close());

const someone = (id: string) => ({ user_id: id, email: `${id}@example.com`, name: "Ada Lovelace" });

describe("an onboarding", () => {
  test("is verified by mail", async () => {
    const ada = someone("by-mail");
    const arn = await world.start(ada);
    const link = await world.link(ada.email);

    const shown = await fetch(link);
    expect(shown.status).toBe(200);
    expect(await shown.text()).toContain("Verify my address");
    const pressed = await world.pressPage(link);
    expect(pressed.status).toBe(200);
    expect(await pressed.text()).toContain("You are verified");

    await eventually(() => world.execution(arn)).toMatchObject({
      status: "SUCCEEDED",
      result: {
        status: "COMPLETED",
        user: { user_id: ada.user_id, status: "ACTIVE" },
        decision: { outcome: "verified", source: "email" },
      },
    });
    expect(await world.status(ada.user_id)).toBe("ACTIVE");
    expect((await world.mails(ada.email)).map((mail) => mail.subject)).toEqual(["Verify your address", "Welcome"]);
    expect(await (await fetch(link)).text()).toContain("You are already verified");
  });
});
