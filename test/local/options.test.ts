import { describe, expect, test } from "vitest";
import { optionsIn } from "../../local/options.ts";

describe("npm start", () => {
  test("without options takes its usual ports and keeps everything, and gives a day to decide", () => {
    expect(optionsIn([], {})).toEqual({
      fresh: false,
      isReal: false,
      data: undefined,
      settings: {
        port: 3000,
        windowSeconds: 86_400,
        reminders: [3600],
        fourEyes: false,
        language: "en",
        timeZone: "UTC",
        confirm: "button",
      },
    });
  });

  test("takes each option", () => {
    const texts = ["--organisation", "Example Inc.", "--support-email", "help@example.com", "--language", "ja"];
    const urls = ["--welcome-url", "https://example.com/start", "--logo-url", "https://example.com/logo.png"];
    const people = ["--approvers", "U0SECOND", "--four-eyes", "--escalate-to", "C0LEADS"];
    const time = ["--window", "60", "--reminders", "20,40", "--time-zone", "Asia/Tokyo"];
    const all = [...texts, ...urls, ...people, ...time, "--confirm", "code", "--data", "here", "--fresh", "--slack"];
    expect(optionsIn(all, { PORT: "0" })).toEqual({
      fresh: true,
      isReal: true,
      data: "here",
      settings: {
        port: 0,
        windowSeconds: 60,
        reminders: [20, 40],
        approvers: "U0SECOND",
        escalateTo: "C0LEADS",
        fourEyes: true,
        organisation: "Example Inc.",
        logoUrl: "https://example.com/logo.png",
        welcomeUrl: "https://example.com/start",
        supportEmail: "help@example.com",
        language: "ja",
        timeZone: "Asia/Tokyo",
        confirm: "code",
      },
    });
  });

  test("reminds at half of a window that is shorter than two hours, or never where that is asked", () => {
    expect(optionsIn(["--window", "60"], {})?.settings.reminders).toEqual([30]);
    expect(optionsIn(["--reminders", "never"], {})?.settings.reminders).toEqual([]);
  });

  test("prints its usage for --help, and ignores the other options", () => {
    expect(optionsIn(["--help", "--window", "soon"], {})).toBeUndefined();
  });

  test.each([
    [["--nonsense"], {}, "Unknown option '--nonsense'"],
    [["--approvers", "Ada"], {}, '--approvers is "Ada"; it takes "channel" for the members of the channel, or '],
    [["--escalate-to", "Ada"], {}, '--escalate-to is "Ada"; it takes '],
    [["--window", "soon"], {}, '--window is "soon"; it takes a whole number from 1 to 31536000.'],
    [["--window", "60", "--reminders", "60"], {}, '--reminders is "60"; it takes '],
    [["--confirm", "nod"], {}, '--confirm is "nod"; it takes button or code.'],
    [["--language", "fr"], {}, '--language "fr" is not one of en, ja, de.'],
    [["--time-zone", "Vienna"], {}, '--time-zone "Vienna" is not a time zone like Asia/Tokyo or UTC.'],
    [["--logo-url", "http://x"], {}, '--logo-url "http://x" begins with http://; it must begin with https://.'],
    [["--support-email", "help"], {}, '--support-email "help" is not an email address'],
    [
      ["60"],
      { npm_config_window: "true" },
      "npm kept --window for itself. Write -- before the options: npm start -- --window …",
    ],
    [
      [],
      { npm_config_fresh: "true" },
      "npm kept --fresh for itself. Write -- before the options: npm start -- --fresh",
    ],
    [["60"], {}, "Unexpected argument '60'.\n"],
    [[], { PORT: "http" }, 'PORT is "http"; it takes a whole number from 0 to 65531.'],
  ])("refuses %j with %j in a sentence", (args, env, sentence) => {
    expect(() => optionsIn(args, env)).toThrow(sentence);
  });
});
