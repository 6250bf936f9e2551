import { HtmlValidate } from "html-validate";
import { expect, test } from "vitest";
import { emails } from "../../testkit/gallery/emails.ts";

const MOST_BYTES = 30 * 1024;

const all = (await emails()).flatMap((sample) => (sample.kind === "html" ? [[sample.name, sample.html] as const] : []));

// What mail programs ask of HTML, against what browsers ask: styles inline, and the attributes that Outlook lays out by.
const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: { "no-inline-style": "off", "no-deprecated-attr": "off", "long-title": "off", "no-style-tag": "off" },
});

test.each(all)("%s is valid HTML", async (_, html) => {
  const { results } = await validator.validateString(html);
  expect(
    results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`)),
  ).toEqual([]);
});

test.each(all)("%s is below 30 KB, and complete without images, scripts and other files", (_, html) => {
  expect(Buffer.byteLength(html)).toBeLessThan(MOST_BYTES);
  expect(html).not.toMatch(/<(?:script|link|iframe|form|svg|picture)\b|@import|@font-face|url\(/u);
});

test.each(all)(
  "%s is laid out where Outlook reads it: in cells, with a column of its own, and no padded block",
  (_, html) => {
    const opened = html.match(/<!--\[if mso\]>/gu) ?? [];
    expect(html.match(/<!\[endif\]-->/gu)).toHaveLength(opened.length);
    expect(html).toContain('<!--[if mso]><table role="presentation" align="center" width="480">');
    const blocks = html.match(/<(?:div|p|h1)\b[^>]*style="[^"]*"/gu) ?? [];
    expect(blocks.filter((block) => /padding:(?!0[;"])/u.test(block))).toEqual([]);
    for (const [, cell = ""] of html.matchAll(/<td\b([^>]*)>\s*<a\b[^>]*padding:/gu)) {
      expect(cell).toMatch(/bgcolor="#[\da-f]{6}"[^>]*mso-padding-alt:/u);
    }
  },
);
