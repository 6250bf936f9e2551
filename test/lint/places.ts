/** Beginnings of paths: a folder of each kind. */
export const SRC = ["src/domain/", "src/workflow/", "src/slack/", "src/lambda/"];
export const EVERYWHERE = [...SRC, "local/", "infra/", "test/"];
