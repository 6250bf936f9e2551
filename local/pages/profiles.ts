import { html, raw } from "hono/html";
import { layout } from "./layout.ts";

/** A row of the profile table as DynamoDB holds it. */
export interface ProfileItem {
  user_id: string;
  name?: string;
  email?: string;
  status?: string;
  created_at?: string;
  decision?: { source: string; by?: string; reason?: string; at: string };
}

// The rows come from the server, again and again, and are put in place only when they differ.
const REFRESH = `
const rows = document.querySelector("tbody");
setInterval(async () => {
  const answer = await fetch("/profiles/rows").catch(() => undefined);
  const fresh = answer?.ok ? await answer.text() : rows.dataset.shown;
  if (fresh !== rows.dataset.shown) { rows.innerHTML = fresh; rows.dataset.shown = fresh; }
}, 700);
`;

/** The page of all profiles; its rows refresh by themselves. */
export function profilesPage(items: ProfileItem[]) {
  return layout(
    "Profiles",
    html`<p><a href="/">Durable onboarding</a></p>
      <h1>Profiles</h1>
      <p class="soft">As they stand in the table, newest first. The page follows by itself.</p>
      <div class="scroll" tabindex="0" role="region" aria-label="Profiles">
        <table>
          <thead>
            <tr>
              <th scope="col">User</th>
              <th scope="col">State</th>
              <th scope="col">Decided by</th>
              <th scope="col">How</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody aria-live="polite">
            ${profileRows(items)}
          </tbody>
        </table>
      </div>
      <script>
        ${raw(REFRESH)};
      </script>`,
  );
}

/** The table's rows, newest first, one line where there are none. */
export function profileRows(items: ProfileItem[]) {
  const sorted = items.toSorted((a, b) => (b.created_at ?? "").localeCompare(a.created_at ?? ""));
  return sorted.length > 0
    ? html`${sorted.map(row)}`
    : html`<tr>
        <td colspan="5" class="soft">Nobody yet. Start one with <code>/onboard</code> in the channel.</td>
      </tr>`;
}

function row({ user_id, name, email, status, decision }: ProfileItem) {
  return html`<tr>
    <td>
      <strong>${name}</strong><br /><span class="soft">${email}<br />${user_id}</span>
    </td>
    <td><span class="state ${status}">${(status ?? "").replaceAll("_", " ").toLowerCase()}</span></td>
    <td>${decision ? (decision.by ?? "the user") : ""}</td>
    <td>
      ${decision ? (decision.source === "slack" ? "in Slack" : "mailed link") : ""}${
        decision?.reason ? html`<br /><span class="soft">${decision.reason}</span>` : ""
      }
    </td>
    <td>
      ${decision ? new Date(decision.at).toLocaleString("en-GB", { timeZone: "UTC", timeZoneName: "short" }) : ""}
    </td>
  </tr>`;
}
