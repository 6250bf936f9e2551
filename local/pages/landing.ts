import { html } from "hono/html";
import { layout } from "./layout.ts";

/** Where the page's three doors lead. */
export interface Doors {
  channel: string;
  inbox: string;
  profiles: string;
}

/** The first page that a person sees: what there is, and what to try first. */
export function landing({ channel, inbox, profiles }: Doors) {
  return layout(
    "Durable onboarding",
    html`<h1>Durable onboarding, on this machine</h1>
      <p class="soft">
        A new user is let in by a mailed link or by an admin's press in Slack, whoever is first. Meanwhile the workflow
        sleeps.
      </p>
      <ul class="doors">
        <li>
          <a href="${channel}"
            ><h2>Slack channel</h2>
            <p>What the admins see: cards, buttons, and a command box.</p></a
          >
        </li>
        <li>
          <a href="${inbox}"
            ><h2>Inbox</h2>
            <p>What the new user gets: the link, a reminder, the welcome.</p></a
          >
        </li>
        <li>
          <a href="${profiles}"
            ><h2>Profiles</h2>
            <p>Who is pending, active or rejected, and who decided. Live.</p></a
          >
        </li>
      </ul>
      <h2>Try this first</h2>
      <ol>
        <li>In the <a href="${channel}">channel</a>, type <code>/onboard ada@example.com Ada Lovelace</code>.</li>
        <li>A card appears there, and a mail in the <a href="${inbox}">inbox</a>.</li>
        <li>Press <strong>Verify</strong> on the card, or follow the link in the mail.</li>
        <li>Watch the card close, the <a href="${profiles}">profile</a> become active and the welcome mail arrive.</li>
      </ol>`,
  );
}
