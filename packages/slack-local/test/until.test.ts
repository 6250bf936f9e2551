import { expect, test } from "vitest";
import { running } from "./running.ts";
import { CARD } from "./samples.ts";

test("what is there already is found at once", async () => {
  const { slack, web } = await running();
  await web.chat.postMessage(CARD);
  expect(await slack.until(() => slack.messages()[0])).toMatchObject({ text: CARD.text });
});

test("what the app does after it has answered is found when it happens", async () => {
  const { slack, web } = await running();
  const found = slack.until(() => slack.messages()[1]);
  await web.chat.postMessage(CARD);
  await web.chat.postMessage({ ...CARD, text: "another" });
  expect(await found).toMatchObject({ text: "another" });
});

test("what never comes, and a look that fails, are said", async () => {
  const { slack } = await running();
  await expect(slack.until(() => slack.messages()[0], 1)).rejects.toThrow("Nothing was found within 0.001 s.");
  const look = () => {
    throw new Error("broken look");
  };
  await expect(slack.until(look)).rejects.toThrow("broken look");
});
