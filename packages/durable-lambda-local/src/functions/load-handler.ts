/** A function's export `handler`, as Lambda calls it. */
type Handler = (event: unknown, context: object) => unknown;

/**
 * Loads a function's module, or its CommonJS bundle where no package.json above makes a module of it, and gives its handler.
 * Throws where it does not load or has none.
 */
export async function loadHandler(entry: string): Promise<Handler> {
  const loaded: { handler?: unknown; default?: { handler?: unknown } } = await import(entry);
  const handler = loaded.handler ?? loaded.default?.handler;
  if (typeof handler !== "function") {
    throw new Error(`${entry} exports no function named handler`);
  }
  return handler as Handler;
}
