import { describe, expect, test } from "vitest";
import { evaluateDmarc } from "../../../tools/doctor/dmarc-record.ts";
import { withCode } from "./examined.ts";

type Zone = Record<string, string[]>;

const lookupIn = (zone: Zone) => async (name: string, type: string) => {
  const found = type === "TXT" && zone[name];
  if (!found) {
    throw withCode("ENOTFOUND");
  }
  return found.map((text) => [text.slice(0, 5), text.slice(5)]); // DNS gives a text in parts
};
const evaluated = (domain: string, zone: Zone, dkim: string[] = [], spf: string[] = []) =>
  evaluateDmarc(domain, { dkim, spf }, lookupIn(zone));

describe("the record that applies (RFC 9989, section 4.10)", () => {
  test.each<[what: string, domain: string, zone: Zone, expected: string]>([
    ["the domain's own", "mail.example.com", { "_dmarc.mail.example.com": ["v=DMARC1; p=reject"] }, "reject"],
    ["one above it", "mail.example.com", { "_dmarc.example.com": ["v=DMARC1; p=reject"] }, "reject"],
    ["one above it, with sp", "mail.example.com", { "_dmarc.example.com": ["v=DMARC1; p=reject; sp=none"] }, "none"],
    ["none", "example.com", {}, "no record"],
    [
      "two at one name, which are none",
      "example.com",
      { "_dmarc.example.com": ["v=DMARC1; p=none", "v=DMARC1; p=reject"] },
      "no record",
    ],
    [
      "another record beside it",
      "example.com",
      { "_dmarc.example.com": ["v=spf1 -all", "v=DMARC1; p=reject"] },
      "reject",
    ],
    ["spaces and capitals", "example.com", { "_dmarc.example.com": ["V = DMARC1 ; p = REJECT"] }, "reject"],
    [
      "a version in small letters, which is none",
      "example.com",
      { "_dmarc.example.com": ["v=dmarc1; p=reject"] },
      "no record",
    ],
    ["an unknown policy", "example.com", { "_dmarc.example.com": ["v=DMARC1; p=block"] }, "no record"],
    [
      "an unknown policy with reports",
      "example.com",
      { "_dmarc.example.com": ["v=DMARC1; p=block; rua=mailto:a@example.com"] },
      "none",
    ],
    ["a test", "example.com", { "_dmarc.example.com": ["v=DMARC1; p=reject; t=y"] }, "quarantine"],
    [
      "the top that says so, before one above it",
      "a.b.example.com",
      { "_dmarc.b.example.com": ["v=DMARC1; p=none; psd=n"], "_dmarc.example.com": ["v=DMARC1; p=reject"] },
      "none",
    ],
    ["a public suffix's", "example.bank", { "_dmarc.bank": ["v=DMARC1; p=reject; psd=y"] }, "reject"],
    [
      "eight labels up, skipping what is between",
      "a.b.c.d.e.f.g.example.com",
      { "_dmarc.d.e.f.g.example.com": ["v=DMARC1; p=none"], "_dmarc.example.com": ["v=DMARC1; p=reject"] },
      "reject",
    ],
  ])("%s", async (_, domain, zone, expected) => {
    expect((await evaluated(domain, zone))?.policy ?? "no record").toBe(expected);
  });

  test("is not guessed where DNS does not answer", async () => {
    const lookup = () => Promise.reject(withCode("ETIMEOUT"));
    await expect(evaluateDmarc("example.com", { dkim: [], spf: [] }, lookup)).rejects.toThrow("ETIMEOUT");
  });
});

describe("alignment", () => {
  const relaxed = { "_dmarc.example.com": ["v=DMARC1; p=reject"] };
  const strict = { "_dmarc.example.com": ["v=DMARC1; p=reject; adkim=s; aspf=s"] };
  test.each<[zone: Zone, name: string, isAligned: boolean]>([
    [relaxed, "example.com", true],
    [relaxed, "bounce.example.com", true],
    [relaxed, "amazonses.com", false],
    [relaxed, "notexample.com", false],
    [strict, "mail.example.com", true],
    [strict, "example.com", false],
    [strict, "bounce.mail.example.com", false],
    [{ ...relaxed, "_dmarc.bounce.example.com": ["v=DMARC1; p=none; psd=n"] }, "bounce.example.com", false],
  ])("of mail.example.com under %j with %s: %s", async (zone, name, isAligned) => {
    const aligned = isAligned ? [name] : [];
    expect(await evaluated("mail.example.com", zone, [name], [name])).toMatchObject({
      aligned: { dkim: aligned, spf: aligned },
    });
  });
});
