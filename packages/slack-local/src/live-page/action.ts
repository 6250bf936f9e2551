import type { Context } from "hono";
import * as v from "valibot";

/** Someone tried what can't be done here, such as pressing a button that isn't there. The message says what was missing. */
export class Impossible extends Error {
  override name = "Impossible";
}

/** Handles an action on a page. Only JSON is accepted: a page of another origin can't send it without asking first. */
export function action<Schema extends v.GenericSchema>(
  schema: Schema,
  perform: (input: v.InferOutput<Schema>) => object | Promise<object>,
) {
  return async (c: Context) => {
    if (!c.req.header("content-type")?.startsWith("application/json")) {
      return c.json({ message: "Send JSON." }, 415);
    }
    const input = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), await c.req.text());
    if (!input.success) {
      return c.json({ message: input.issues.map((issue) => issue.message).join(" ") }, 400);
    }
    try {
      return c.json(await perform(input.output));
    } catch (error) {
      if (error instanceof Impossible) {
        return c.json({ message: error.message }, 409);
      }
      throw error;
    }
  };
}
