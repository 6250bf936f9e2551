import type { Workspace } from "../workspace.ts";
import type { AppEndpoint } from "./deliver.ts";

/** What people act in: the workspace, the app that hears of it, and the stand-in's own address. */
export interface Sandbox {
  workspace: Workspace;
  app: AppEndpoint;
  url: () => string;
}

/** Someone wants to do what nobody can do here: press what isn't there, say. The message says what was missing. */
export class Impossible extends Error {
  override name = "Impossible";
}
