import type axe from "axe-core";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const SOURCE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** What each colour scheme is checked for: all rules in light, and in dark the colours, which are all that it changes. */
const SCHEMES = { light: {}, dark: { runOnly: ["color-contrast"] } };

/** axe's violations in the page in light and in dark, each after its scheme's name. `look` sees the page in each scheme before axe does. */
export async function complaintsInBothSchemes(
  page: Page,
  look: (colorScheme: string) => Promise<unknown>,
): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await look(colorScheme);
    const complained = await complaints(page, "html", SCHEMES[colorScheme]);
    found.push(...complained.map((each) => `${colorScheme}: ${each}`));
  }
  return found;
}

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
