import { describe, expect, test } from "vitest";
import { tokensIn } from "../../src/web/mangled.ts";
import { pendingUser } from "../../testkit/fakes.ts";
import { pageWorld } from "../../testkit/web/page-world.ts";

// As the decoders that Proofpoint and others publish undo it.
const proofpoint2 = (url: string) =>
  encodeURIComponent(url)
    .replace(/[-_]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%3A", "-3A")
    .replaceAll("%2F", "_")
    .replaceAll("%", "-");
const safeLinks = (url: string) =>
  `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(url)}&data=05%7C02%7Cada%40example.com%7C014af0a3586b%7C0&sdata=oQY%2BD%3D&reserved=0`;
const urlDefense2 = (url: string) =>
  `https://urldefense.proofpoint.com/v2/url?u=${proofpoint2(url)}&d=DwMFaQ&c=euGZstcaTDllvimEN8b7jXrwqOf-v5A_CdpgnVfiiMM&e=`;
const urlDefense3 = (url: string) => `https://urldefense.com/v3/__${url}__;Kw!!ABC-ABC!xyz_xyz$`;
const softBreaks = (text: string) => text.replace(/.{40}/gu, "$&=\r\n");
const pasted = (text: string) => `token=${encodeURIComponent(text)}`;

/** What becomes of a link's query on its way, by who does it. */
const MANGLED: [string, (token: string, url: string) => string][] = [
  ["nothing", (token) => `token=${token}`],
  ["the query encoded as a whole", (token) => encodeURIComponent(`token=${token}`)],
  ["encoded twice", (token) => encodeURIComponent(encodeURIComponent(`token=${token}.`))],
  ["every character encoded", (token) => token.replace(/./gu, (sign) => `%${sign.charCodeAt(0).toString(16)}`)],
  ["=3D", (token) => `token=3D${token}`],
  ["=3D, encoded", (token) => `token%3D3D${token}`],
  ["=2E", (token) => `token=3D${token.replaceAll(".", "=2E")}`],
  ["soft line breaks", (token) => pasted(softBreaks(token))],
  ["=%0D%0A in the middle", (token) => `token=${token.slice(0, 50)}=%0D%0A${token.slice(50)}`],
  ["a line break and indentation", (token) => `token=${token.slice(0, 50)}%0A%20%20${token.slice(50)}`],
  ...[".", ")", ">", "%20", "%3E", ").", "&gt;", '"', "%E2%80%9D", "=", "AAAA"].map(
    (end): [string, (token: string) => string] => [`${end} behind it`, (token) => `token=${token}${end}`],
  ),
  ["a bad escape before it", (token) => `x=%&token%3D${token}%`],
  ["the whole link", (_, url) => pasted(url)],
  ["the whole link in angle brackets", (_, url) => pasted(`<${url}>`)],
  ["Safe Links", (_, url) => pasted(safeLinks(url))],
  ["Safe Links, not encoded again", (_, url) => `token=${safeLinks(url)}`],
  ["URL Defense, version 2", (_, url) => pasted(urlDefense2(url))],
  ["URL Defense, version 3", (_, url) => pasted(urlDefense3(url))],
  ["Safe Links around URL Defense", (_, url) => pasted(safeLinks(urlDefense2(url)))],
  ["URL Defense around Safe Links", (_, url) => pasted(urlDefense3(safeLinks(url)))],
];

/** A user in whose link the signature has both of the signs that Proofpoint writes otherwise. */
async function signedWithBoth() {
  for (let number = 0; ; number += 1) {
    const user = pendingUser({ execution: `arn:aws:lambda:…/ada/${number}` });
    const [, , signature = ""] = (await pageWorld(user).tokenOf(user)).split(".");
    if (signature.includes("-") && signature.includes("_")) {
      return user;
    }
  }
}
const user = await signedWithBoth();

describe.each(MANGLED)("a link with %s", (_, mangle) => {
  test("opens, and one press verifies", async () => {
    const it = pageWorld(user);
    const token = await it.tokenOf(user);
    const path = `/verify?${mangle(token, `https://abc.execute-api.eu-central-1.amazonaws.com/verify?token=${token}`)}`;
    const shown = await it.get(path);
    expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining(`value="${token}"`)]);
    expect(it.decided).toEqual([]);
    expect((await it.app.request(path, { method: "POST" })).status).toBe(200);
    expect(it.decided).toEqual(["u-ada"]);
  });

  test("of someone else's making stays one of theirs", async () => {
    const it = pageWorld();
    const [header, claims, signature = ""] = (await it.tokenOf(pendingUser())).split(".");
    const forged = `${header}.${claims}.${signature.slice(20, 42)}${signature.slice(0, 20)}${signature.slice(42)}`;
    const path = `/verify?${mangle(forged, `https://abc.example/verify?token=${forged}`)}`;
    expect([(await it.get(path)).status, (await it.app.request(path, { method: "POST" })).status]).toEqual([400, 400]);
    expect(it.decided).toEqual([]);
  });
});

test("a link in capitals, or cut off, can't be repaired, and the page offers a new email and a field for the whole link", async () => {
  const it = pageWorld();
  const token = await it.tokenOf(pendingUser());
  for (const lost of [token.toUpperCase(), token.slice(0, -1), token.slice(0, 40), token.slice(5)]) {
    const answer = await it.get(`/verify?token=${lost}`);
    const html = await answer.text();
    expect(answer.status).toBe(400);
    expect(html).toContain("Email me a new link");
    expect(html).toContain("paste the whole link");
  }
});

test("a signature is looked at four times at most, and a hostile text takes no time that grows with its square", () => {
  const many = Array.from({ length: 50 }, (_, each) => `eyJh${each}.eyJzdWIi.${"s".repeat(43)}`).join("&");
  expect(tokensIn(many)).toHaveLength(4);
  expect(tokensIn("eyJ".repeat(100_000))).toEqual([]);
});
