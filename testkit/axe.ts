import type axe from "axe-core";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const SOURCE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** For a page that was checked in the other colour scheme: what a scheme changes is the colours. */
export const COLOURS: axe.RunOptions = { runOnly: ["color-contrast"] };

/** axe's violations in the page: each as its rule and the elements that break it. */
export async function complaints(
  page: Page,
  where: axe.ElementContext = "html",
  options: axe.RunOptions = {},
): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) {
    await page.evaluate(SOURCE); // not as a script element, which a page's own policy may forbid
  }
  return page.evaluate(
    async ([context, rules]: [axe.ElementContext, axe.RunOptions]) => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(context, rules);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    },
    [where, options],
  );
}
