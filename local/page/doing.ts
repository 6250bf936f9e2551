import type { Context } from "hono";
import * as v from "valibot";

/** Someone wants to do what nobody can do here: press what isn't there, say. The message says what was missing. */
export class Impossible extends Error {
  override name = "Impossible";
}

/** Answers what a person does on a page. JSON alone is taken: a page of another origin cannot send that unasked. */
export function doing<Schema extends v.GenericSchema>(
  schema: Schema,
  act: (input: v.InferOutput<Schema>) => object | Promise<object>,
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
      return c.json(await act(input.output));
    } catch (error) {
      if (error instanceof Impossible) {
        return c.json({ message: error.message }, 409);
      }
      throw error;
    }
  };
}
