import type { Stack } from "../../../local/stack.ts";

/** The sandbox's page as its own script talks to it. */
export function pageOf({ urls }: Pick<Stack, "urls">) {
  return {
    /** Does what a control on the page does. */
    act: async (action: string, input: object): Promise<{ status: number; message?: string }> => {
      const response = await fetch(`${urls.service}/actions/${action}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(input),
      });
      return { status: response.status, ...((await response.json()) as object) };
    },
    /** The page's HTML with these choices in its address; of the newest onboarding without any. */
    look: async (asked: Record<string, string> = {}): Promise<string> => {
      const response = await fetch(`${urls.service}/?${new URLSearchParams(asked).toString()}`);
      return (await response.text()).replaceAll(/\s+/gu, " ");
    },
  };
}
