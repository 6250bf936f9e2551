import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Shot } from "./film.ts";

const STEPS = 5; // of the pointer's way
const STEP_MILLISECONDS = 60;
const ASLEEP_MILLISECONDS = 4000; // so that it is seen to have slept

/** The shots that tell a story, and a picture of its end without the pointer. */
interface Story {
  shots: Shot[];
  end: string;
}

/** Plays an onboarding on the sandbox's page, as a person would, and takes the pictures that tell it. */
export async function story(page: Page, folder: string): Promise<Story> {
  const shots: Shot[] = [];
  const picture = async (name: string) => {
    const file = join(folder, `${name}.png`);
    await page.screenshot({ path: file, animations: "disabled" });
    return file;
  };
  const take = async (milliseconds: number) => {
    shots.push({ file: await picture(String(shots.length)), milliseconds });
  };
  let at = { x: 560, y: 600 };
  const moveTo = async (x: number, y: number) => {
    const from = at;
    for (let step = 1; step <= STEPS; step += 1) {
      const part = step / STEPS;
      at = { x: from.x + (x - from.x) * part, y: from.y + (y - from.y) * part };
      await point(page, at);
      await take(STEP_MILLISECONDS);
    }
  };
  const press = async (control: Locator) => {
    await control.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await control.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await moveTo(x + width / 2, y + height / 2);
    await take(250);
    await control.click();
  };
  const execution = page.getByRole("region", { name: "Execution", exact: true });
  const slack = page.frameLocator("iframe[name=slack]");
  const inbox = page.getByRole("region", { name: "Inbox" });

  await page.getByRole("button", { name: "Onboard Ada Lovelace" }).waitFor();
  await point(page, at);
  await take(1400);
  await press(page.getByRole("button", { name: "Onboard Ada Lovelace" }));
  await execution.getByRole("heading", { name: "Ada Lovelace pending" }).waitFor();
  await take(500);
  await slack.getByRole("button", { name: "Verify" }).waitFor();
  await execution.getByText("Asleep since").waitFor();
  await page.waitForTimeout(ASLEEP_MILLISECONDS);
  await fromTheTop(page);
  await take(2200);
  await press(page.getByRole("button", { name: "To the reminder" }));
  await inbox.getByRole("link", { name: /^Reminder/u }).waitFor();
  await page.locator("#time-reminder:not([aria-busy])").waitFor();
  await execution.getByText("Asleep, using no compute").waitFor();
  await fromTheTop(page);
  await take(2200);
  await press(slack.getByRole("button", { name: "Verify" }));
  await execution.getByRole("heading", { name: "Ada Lovelace active" }).waitFor();
  await inbox.getByRole("link", { name: /^Welcome/u }).waitFor();
  await slack.getByText("Verified by").first().waitFor();
  await execution.getByText("update-slack-card").first().waitFor();
  await fromTheTop(page);
  await take(1200);
  await moveTo(1060, 470);
  await take(4500);
  await page.locator("#pointer").evaluate((pointer) => pointer.remove());
  return { shots, end: await picture("end") };
}

/** The bar and the cost stay in sight, and the history begins at its beginning. */
async function fromTheTop(page: Page): Promise<void> {
  await page.getByRole("region", { name: "What it did" }).evaluate((life) => {
    life.scrollTop = 0;
  });
}

/** Draws a pointer, which a screenshot lacks. */
async function point(page: Page, { x, y }: { x: number; y: number }): Promise<void> {
  await page.evaluate(`(() => {
    const name = "http://www.w3.org/2000/svg";
    const made = () => {
      const svg = document.createElementNS(name, "svg");
      const path = svg.appendChild(document.createElementNS(name, "path"));
      path.setAttribute("d", "M2 1v18l4.6-4.4 2.9 6.8 3.1-1.3-2.9-6.7h6.3z");
      Object.assign(path.style, { fill: "#111318", stroke: "#ffffff", strokeWidth: "1.5" });
      svg.id = "pointer";
      Object.assign(svg.style, { position: "fixed", zIndex: "9", width: "22px", height: "24px", pointerEvents: "none" });
      return document.body.appendChild(svg);
    };
    const pointer = document.querySelector("#pointer") ?? made();
    Object.assign(pointer.style, { left: "${x}px", top: "${y}px" });
  })()`);
}
