import { expect, test } from "vitest";
import { reminderMail, verificationMail, welcomeMail } from "../../src/email/messages.ts";
import { sender } from "../../src/email/sender.ts";
import type { User } from "../../src/domain/user.ts";
import { BARE } from "../../testkit/fakes.ts";
import { harmless, hostileText, hostileUser } from "../../testkit/hostile.ts";
import { markupOf } from "../../testkit/markup.ts";
import { holds } from "../../testkit/property.ts";

const mailsTo = (user: User) =>
  Promise.all([verificationMail(user, BARE), reminderMail(user, BARE), welcomeMail(user, BARE)]);

test("a mail has the subject and the very markup that it has for a harmless name", () =>
  holds(hostileUser, async (user) => {
    const [mails, usual] = [await mailsTo(user), await mailsTo(harmless(user))];
    expect(mails.map(({ subject }) => subject)).toEqual(usual.map(({ subject }) => subject));
    expect(mails.map(({ html }) => markupOf(html))).toEqual(usual.map(({ html }) => markupOf(html)));
  }));

test("a From header is one line of ASCII with one address, for every sender's name", () =>
  holds(hostileText, (name) => {
    const header = sender(name, "onboarding@example.com");
    expect(header).toMatch(/^(?:"(?:[^"\\]|\\["\\])*"|=\?UTF-8\?B\?[\w+/=?\- ]+\?=) <onboarding@example\.com>$/u);
    expect(header).toMatch(/^[\x20-\x7e]*$/u);
  }));
