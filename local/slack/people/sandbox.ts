import type { Workspace } from "../workspace.ts";
import type { AppEndpoint } from "./deliver.ts";

/** What people act in: the workspace, the app that hears of it, and the stand-in's own address. */
export interface Sandbox {
  workspace: Workspace;
  app: AppEndpoint;
  url: () => string;
}
