import { expect, test } from "vitest";
import { placeOf } from "../../../tools/doctor/place.ts";

const cdkJson = (stages: object) => JSON.stringify({ context: { stages, other: true } });

test("a stage belongs where cdk.json says, and nowhere in particular where it doesn't", () => {
  const prod = { account: "123456789012", region: "eu-central-1", channel: "C0123456789" };
  const text = cdkJson({ dev: { channel: "C0123456789" }, prod });
  expect(placeOf("prod", text)).toEqual({ account: "123456789012", region: "eu-central-1" });
  expect(placeOf("dev", text)).toEqual({ account: undefined, region: undefined });
  expect(placeOf("test", text)).toEqual({ account: undefined, region: undefined });
  expect(placeOf("prod", "garbled")).toEqual({ account: undefined, region: undefined });
});
