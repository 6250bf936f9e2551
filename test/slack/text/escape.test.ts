import { describe, expect, test } from "vitest";
import { escaped, plain, unescaped } from "../../../src/slack/text/escape.ts";

describe("escaped text", () => {
  test("pings nobody", () => {
    expect(escaped("<!channel> & <@U0ADMIN>", 100)).toBe("&lt;!channel&gt; &amp; &lt;@U0ADMIN&gt;");
  });

  test.each(["*bold*", "_italic_", "~struck~", "`code`", "_*`all`*_"])("formats nothing: %s", (text) => {
    expect(escaped(text, 100)).not.toMatch(/[*~`]|(?<!\w)_|_(?!\w)/u);
  });

  test("leaves an underscore inside an address, so that it can be copied", () => {
    expect(escaped("ada_byron@example.com", 100)).toBe("ada_byron@example.com");
  });

  test("stays on one line", () => {
    expect(escaped(" Ada\n\tLovelace ", 100)).toBe("Ada Lovelace");
  });

  test("counts entities, and cuts between characters", () => {
    expect(escaped("&&&", 15)).toBe("&amp;&amp;&amp;");
    expect(escaped("&&&&", 15)).toBe("&amp;&amp;…");
    expect(escaped("👩‍🚀👩‍🚀", 6)).not.toMatch(/\p{Cs}/u);
  });
});

describe("plain text", () => {
  test("holds no control sequence, and is cut to its limit", () => {
    expect(plain("<!channel> & co", 20)).toBe("‹!channel› & co");
    expect(plain("x".repeat(76), 75)).toHaveLength(75);
  });
});

test("what Slack escaped is read once", () => {
  expect(unescaped("R&amp;D &lt;b&gt; &amp;lt;")).toBe("R&D <b> &lt;");
});
