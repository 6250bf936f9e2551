/** What users read in English, and in which words the other languages say the same. ICU messages. */
export const en = {
  "email.hello": "Hello {name},",
  "email.code": "Open the link, and type this code there:",
  "email.by-hand": "If the button doesn't work, open this address in your browser:",
  "email.until.days":
    "Please use the link within {count, plural, one {# day} other {# days}} (until {until, date, moment}).",
  "email.until.hours":
    "Please use the link within {count, plural, one {# hour} other {# hours}} (until {until, date, moment}).",
  "email.until.minutes":
    "Please use the link within {count, plural, =1 {a minute} other {# minutes}} (until {until, date, moment}).",
  "email.until.now": "Please use the link at once (until {until, date, moment}).",
  "email.until.past": "Please use the link until {until, date, moment}.",
  "email.why": `{hasOrganisation, select,
    true {You're receiving this email because someone requested an account at {organisation} for {email}.}
    other {You're receiving this email because someone requested an account for {email}.}
  } {hasCode, select,
    true {Didn't expect this email? Ignore it, and don't share the code.}
    other {Didn't expect this email? Ignore it, and don't forward the link.}
  }`,
  "email.support": "Questions? Reply to this email, or write to {address}.",
  "verification.title": `{hasOrganisation, select,
    true {Verify your address for {organisation}}
    other {Verify your address}
  }`,
  "verification.ask": `{hasOrganisation, select,
    true {An account at {organisation} is being set up for {email}. Please confirm that this address is yours.}
    other {An account is being set up for {email}. Please confirm that this address is yours.}
  }`,
  "reminder.title": `{hasOrganisation, select,
    true {Reminder: verify your address for {organisation}}
    other {Reminder: verify your address}
  }`,
  "reminder.ask": `{hasOrganisation, select,
    true {Your account at {organisation} is ready as soon as you confirm your address.}
    other {Your account is ready as soon as you confirm your address.}
  }`,
  "welcome.subject": "{hasOrganisation, select, true {Welcome to {organisation}} other {Welcome}}",
  "welcome.title": `{hasOrganisation, select,
    true {Welcome to {organisation}, {name}}
    other {Welcome, {name}}
  }`,
  "welcome.how": `{byAdmin, select,
    true {An admin has verified you. If you still have a link from us, you no longer need it.}
    other {Your address {email} is verified.}
  }`,
  "welcome.active": `{hasNext, select,
    true {Your account is active.}
    other {Your account is active. There is nothing left to do.}
  }`,
  "welcome.why": `{hasOrganisation, select,
    true {You're receiving this email because your account at {organisation} has just become active.}
    other {You're receiving this email because your account has just become active.}
  }`,
  "verify-button": "Verify my address",
  "go-on": "{hasOrganisation, select, true {Go to {organisation}} other {Get started}}",

  "ask.title": "Verify your address",
  "ask.who": `{hasOrganisation, select,
    true {Hello {name}. An account at {organisation} is being set up for you. Is this you?}
    other {Hello {name}. Is this you?}
  }`,
  "ask.name": "Name",
  "ask.address": "Address",
  "ask.until": "The link is good until {until, date, moment}.",
  "ask.unexpected": "Didn't expect this email? Close this page: opening it changed nothing.",
  "code.label": "The six digits in the email",
  "code.format": "Six digits",
  "code.until": "The link and the code are good until {until, date, moment}.",
  "code.problem": "Please check the code",
  "code.no-code": "A code has six digits. Nothing was changed.",
  "code.wrong":
    "That is not the code in the email. Nothing was changed. You can try {left, plural, =1 {once more} other {# more times}}.",
  "no-tries.title": "Too many codes were tried",
  "no-tries.text": "This link takes no more codes. Nothing was changed.",
  "no-tries.next": "Ask the person who invited you: an approver can still let you in, or start again.",
  "verified.title": "You are verified",
  "verified.text": "Thank you, {name}. Your address is verified, and your account is being activated.",
  "verified.next": "A welcome email is on its way. You can close this page.",
  "already.title": "You are already verified",
  "already.text": `{byAdmin, select,
    true {An admin verified you on {at, date, moment}. There is nothing left to do.}
    other {Your address was verified on {at, date, moment}. There is nothing left to do.}
  }`,
  "already.next": "Your welcome email says what to do next. You can close this page.",
  "rejected.title": "This request was turned down",
  "rejected.text": "An admin decided on {at, date, moment} not to let you in, so the link no longer works.",
  "cancelled.title": "This invitation was withdrawn",
  "cancelled.text": `{byRequester, select,
    true {The person who requested it withdrew it on {at, date, moment}, so this link no longer works. Your address was not verified.}
    other {An approver cancelled it on {at, date, moment}, so this link no longer works. Your address was not verified.}
  }`,
  "mistake.next": "Think that's a mistake? Contact the person who invited you.",
  "expired.title": "This link has expired",
  "expired.text": "It was good until {until, date, moment}. Nothing was changed.",
  "failed.title": "This onboarding has ended",
  "failed.text": "It could not be completed, and your address was not verified.",
  "again.next": "Ask the person who invited you to start again. You'll get a new email.",
  "deciding.title": "Almost done",
  "deciding.text": "A decision has just been made and is being recorded.",
  "deciding.next": "You'll see the outcome here as soon as it is recorded.",
  "check-again": "Check again",
  "try-again": "Try again",
  "no-link.title": "This is not a valid link",
  "no-link.text": "The link is incomplete, too old, or not one of ours. Nothing was changed.",
  "no-link.resend": "Email me a new link",
  "no-link.where": "The new email goes to the address that the first one went to. Earlier links keep working.",
  "no-link.paste": "Or paste the whole link from your email",
  "no-link.open": "Open this link",
  "newest.next": "Open the link in the newest email from us, or ask the person who invited you to start again.",
  "resent.title": "A new email is on its way",
  "resent.text": "Please use the link in it. It goes to the address that the first email went to.",
  "resent.next": "Nothing after a few minutes? Look in your spam folder, or ask the person who invited you.",
  "resend-later.title": "Please wait a minute",
  "resend-later.text": "No email was sent: one was requested a moment ago.",
  "resend-later.next":
    "Look at your inbox first. If nothing arrives within a few minutes, reload this page to ask again.",
  "used-up.title": "No more emails can be sent",
  "used-up.text": "No email was sent: it has already been sent the maximum number of times.",
  "unwanted.title": "This address gets no more email",
  "unwanted.text": "No email was sent: an earlier one was reported as unwanted.",
  "unwanted.next": "Was that a mistake? Contact the person who invited you.",
  "not-resent.title": "No email was sent",
  "not-resent.text": "We can't tell which request this link belongs to, or the request is closed. Nothing was changed.",
  "trouble.title": "Please try again",
  "trouble.nothing": "Something went wrong on our side. Nothing was changed.",
  "trouble.confirmation": "Something went wrong on our side. Your confirmation may have counted.",
  "trouble.email": "Something went wrong on our side. A new email may be on its way.",
  "trouble.next": "Still no luck? Open the link in your email again in a few minutes.",
  "nothing.title": "There is nothing here",
  "nothing.method": "This page doesn't accept that kind of request.",
  "nothing.address": "Nothing is at this address.",
  "nothing.too-large": "That is too long to be one of our links.",
  "page.support": "Questions? Write to {address}.",
} as const;
