import { describe, expect, test } from "vitest";
import type { Html } from "../../src/live-page/html.ts";
import { directory } from "../../src/directory.ts";
import { mrkdwn, plain } from "../../src/page/mrkdwn.ts";
import { WORKSPACE } from "../workspace.ts";

const KNOWN = directory(WORKSPACE);

const written = async (page: Html) => (await page).toString();

describe("marks", () => {
  test.each([
    [
      "*bold*, _italic_, ~gone~ and `code`",
      "<strong>bold</strong>, <em>italic</em>, <s>gone</s> and <code>code</code>",
    ],
    ["*bold _and italic_*", "<strong>bold <em>and italic</em></strong>"],
    ["snake_case_name and 2*3*4", "snake_case_name and 2*3*4"],
    [":warning: *careful* :no_such_emoji:", "⚠ <strong>careful</strong> :no_such_emoji:"],
    ["* not bold * at all", "* not bold * at all"],
    ["`*not bold*`", "<code>*not bold*</code>"],
    ["one\ntwo", "one<br />two"],
    ["&gt; quoted\n&gt; twice\nnot", "<blockquote>quoted<br />twice</blockquote>not"],
    ["```\n*a*\n```", "<pre>*a*</pre>"],
  ])("%s", async (text, html) => {
    expect(await written(mrkdwn(text, KNOWN))).toBe(html);
  });
});

describe("references", () => {
  test.each([
    ["<@U0ADMIN>", '<span class="mention">@Ada Admin</span>'],
    ["<@U0NOBODY>", '<span class="mention">@U0NOBODY</span>'],
    ["<!subteam^S0ADMINS>", '<span class="mention">@admins</span>'],
    ["<!channel>", '<span class="mention loud">@channel</span>'],
    [
      "<https://a.example/?b=1&amp;c=2|a &lt;b&gt;>",
      '<a href="https://a.example/?b=1&amp;c=2" target="_blank" rel="noreferrer">a &lt;b&gt;</a>',
    ],
    [
      "<!date^1795510800^{date_short_pretty} at {time}|24 Nov>",
      '<time datetime="2026-11-24T09:00:00.000Z" data-format="{date_short_pretty} at {time}">24 Nov</time>',
    ],
  ])("%s", async (text, html) => {
    expect(await written(mrkdwn(text, KNOWN))).toBe(html);
  });
});

describe("nothing that someone writes becomes HTML or a ping", () => {
  test.each([
    ["&lt;!channel&gt;", "&lt;!channel&gt;"],
    ["&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ['<img src=x onerror="alert(1)">', "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;"],
    ["<javascript:alert(1)|click>", "&lt;javascript:alert(1)|click&gt;"],
    [
      '<https://a.example/"onclick="alert(1)|x>',
      '<a href="https://a.example/&quot;onclick=&quot;alert(1)" target="_blank" rel="noreferrer">x</a>',
    ],
    ["*<b>*", "<strong>&lt;b&gt;</strong>"],
    ["&amp;lt;b&amp;gt;", "&amp;lt;b&amp;gt;"],
  ])("%s", async (text, html) => {
    expect(await written(mrkdwn(text, KNOWN))).toBe(html);
  });

  test("plain text knows no marks and no references", async () => {
    expect(await written(plain("*a* <!channel> <b>"))).toBe("*a* &lt;!channel&gt; &lt;b&gt;");
  });
});
