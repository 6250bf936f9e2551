import { emails } from "./emails.ts";
import { pages } from "./pages.ts";
import type { Sample } from "./sample.ts";
import { messages, views } from "./slack.ts";

/** Everything that people see, with sample data and extreme ones, made by the code that is shipped. */
export async function samples(): Promise<Sample[]> {
  return [...(await emails()), ...(await messages()), ...(await views()), ...(await pages())];
}
