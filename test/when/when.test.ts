import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NOW } from "../../testkit/fakes.ts";
import { holds } from "../../testkit/property.ts";
import { draw, moments } from "../../testkit/when/draw.ts";
import { environment, format, parse, sameWhen } from "../../testkit/when/when.ts";

const HOUR = 3_600_000;
const chance = fc.noShrink(fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })));
const numbersOf = (stream: Iterator<number>) => () => stream.next().value as number;

describe("A draw", () => {
  test("is between 2026 and 2040, but for the hours before the first day, and its text repeats it", async () => {
    await holds(chance, (stream) => {
      const when = draw(numbersOf(stream));
      expect(when.start.getTime()).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 1) - 26 * HOUR);
      expect(when.start.getTime()).toBeLessThan(Date.UTC(2041, 0, 2));
      expect(parse(format(when))).toEqual(when);
    });
  });

  test("may come before the fixtures' dates, and after them, so that a test that waits for one is found", () => {
    expect(draw(() => 0).start.getTime()).toBeLessThan(NOW.getTime());
    expect(draw(() => 0.99).start.getTime()).toBeGreaterThan(NOW.getTime());
  });

  test("knows when a zone's clocks change, and when its days begin", () => {
    const found = moments(Date.UTC(2031, 4, 5), "America/St_Johns").map((moment) => new Date(moment).toISOString());
    expect(found).toEqual([
      "2031-01-01T03:30:00.000Z",
      "2031-06-01T02:30:00.000Z",
      "2031-05-05T02:30:00.000Z",
      "2032-02-29T03:30:00.000Z",
      "2031-03-09T05:30:00.000Z",
      "2031-11-02T04:30:00.000Z",
    ]);
  });

  test.each([
    "",
    "2031-03-30",
    "2031-13-30T00:59:30Z UTC en-US",
    "2031-03-30T00:59:30Z Mars/Base en-US",
    "2031-03-30T00:59:30Z UTC xx-XX",
  ])("that is asked for as %j is refused with the form", (text) => {
    expect(() => parse(text)).toThrow(
      "it takes a moment, a time zone and a locale: 2031-03-30T00:59:30Z Asia/Kathmandu tr-TR",
    );
  });
});

test("nothing that goes by the run's clock names a day that can be drawn, which may be past or to come", () => {
  const files = globSync(["test/{journeys,crash,promises}/**/*.ts", "testkit/{outside,told}.ts"]);
  const dated = files.filter((file) => /["'`(]20(?:2[5-9]|3\d|4[01])-\d\d/u.test(readFileSync(file, "utf8")));
  expect(files.length).toBeGreaterThan(30);
  expect(dated).toEqual([]);
});

/** What a program sees of time, zone and locale. */
const SEEN = `[Date.now(), Date.parse(Date()), new Date().getTime(), new Date(0).getTime(), new Date() instanceof Date,
  ...[Intl.DateTimeFormat().resolvedOptions()].flatMap(({ timeZone, locale }) => [timeZone, locale])]`;

describe("Time, zone and locale", () => {
  test("are those of the draw in this very process", () => {
    const { start, zone, locale } = parse(process.env["TEST_WHEN"] ?? "");
    const options = new Intl.DateTimeFormat().resolvedOptions();
    expect([options.locale, isSameZone(options.timeZone, zone)]).toEqual([locale, true]);
    expect(Date.now() - start.getTime()).toBeGreaterThanOrEqual(0);
    expect(Date.now() - start.getTime()).toBeLessThan(HOUR);
  });

  const chosen = parse("2032-02-29T12:00:00Z Pacific/Chatham tr-TR");
  const expectChosen = ([now, text, date, given, isDate, zone, locale]: unknown[]) => {
    for (const time of [now, text, date]) {
      expect(Math.abs(Number(time) - chosen.start.getTime())).toBeLessThan(HOUR);
    }
    expect([given, isDate, zone, locale]).toEqual([0, true, "Pacific/Chatham", "tr-TR"]);
  };
  const machine = Date.now() - Number(process.env["TEST_CLOCK_AHEAD"]);
  const env = { ...environment(chosen, machine), NODE_OPTIONS: process.env["NODE_OPTIONS"] };

  test("reach a process", () => {
    expectChosen(
      JSON.parse(execFileSync(process.execPath, ["-p", `JSON.stringify(${SEEN})`], { env, encoding: "utf8" })),
    );
  });

  test("reach a thread of a process", () => {
    const inThread = `new (require("node:worker_threads").Worker)(new URL(${JSON.stringify(`data:text/javascript,console.log(JSON.stringify(${SEEN}))`)}))`;
    expectChosen(JSON.parse(execFileSync(process.execPath, ["-e", inThread], { env, encoding: "utf8" })));
  });

  test("reach a process with an environment of its own, where it is given", () => {
    const script = ["-p", `JSON.stringify(${SEEN})`];
    const [now, , , , , zone, locale] = JSON.parse(
      execFileSync(process.execPath, script, { env: sameWhen(), encoding: "utf8" }),
    );
    const here = new Intl.DateTimeFormat().resolvedOptions();
    expect(Math.abs(now - Date.now())).toBeLessThan(HOUR);
    expect([zone, locale]).toEqual([here.timeZone, here.locale]);
  });
});

/** ICU knows some zones by older names. */
function isSameZone(one: string, other: string): boolean {
  const canonical = (timeZone: string) => new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  return canonical(one) === canonical(other);
}
