import { caniemail } from "caniemail";
import { expect, test } from "vitest";
import { emails } from "../../testkit/gallery/emails.ts";
import { htmlProblems } from "../../testkit/html.ts";

const MOST_BYTES = 30 * 1024;

const all = (await emails()).flatMap((sample) => (sample.kind === "html" ? [[sample.name, sample.html] as const] : []));

// What mail programs ask of HTML, against what browsers ask: styles inline, and the attributes that Outlook lays out by.
const problems = htmlProblems({
  "no-inline-style": "off",
  "no-deprecated-attr": "off",
  "long-title": "off",
  "no-style-tag": "off",
});

test.each(all)("%s is valid HTML", async (_, html) => {
  expect(await problems(html)).toEqual([]);
});

/** What the email programs that most people read in may lack, since the email is as good without it. */
const SPARE: Record<string, string> = {
  "<bdi> element": "what it isolates is still there, and Unicode's own rules order it",
  "<body> element": "it becomes a div, and the outermost table has the same colours",
  "<style> element": "it has the dark colours only",
  "@media": "it asks for the dark colours only",
  "Type selector": "it is in what only Outlook on Windows reads",
  "aria-label attribute": "the heading says the same",
  "border-radius": "corners are square",
  "color-scheme CSS property": "the light colours stay, or the program inverts them",
  "color-scheme meta tag": "the light colours stay, or the program inverts them",
  "display:none": "the preview has no height either",
  "height property": "the logo has its height as an attribute, too",
  "max-height property": "Outlook hides the preview by mso-hide",
  overflow: "Outlook hides the preview by mso-hide",
  "overflow-wrap": "word-break does the same; without both, as in Yahoo, a long address widens the column",
  "system-ui, ui-serif, ui-sans-serif, ui-rounded, ui-monospace": "the next font is taken",
  "table-layout": "word-break breaks a long address",
  "target attribute": "such a program opens links elsewhere by itself",
  "word-break": "overflow-wrap does the same; without both, as in Yahoo, a long address widens the column",
};

// What https://www.caniemail.com has found that they don't support at all.
const PROGRAMS = [
  "gmail.*",
  "outlook.windows",
  "outlook.outlook-com",
  "outlook.macos",
  "outlook.ios",
  "outlook.android",
  "apple-mail.*",
  "yahoo.*",
] as const;

const lackingIn = (html: string) => {
  const { errors } = caniemail({ clients: [...PROGRAMS], html }).issues;
  return [...errors].flatMap(([program, issues]) => issues.map(({ title }) => ({ program, title })));
};
const lackingInEach = all.map(([name, html]) => [name, lackingIn(html)] as const);

test.each(lackingInEach)("%s needs nothing that a common email program lacks", (_, lacking) => {
  expect(lacking.filter(({ title }) => !(title in SPARE))).toEqual([]);
});

test("what they may lack is in an email", () => {
  const titles = new Set(lackingInEach.flatMap(([, lacking]) => lacking.map(({ title }) => title)));
  expect(Object.keys(SPARE).filter((title) => !titles.has(title))).toEqual([]);
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
