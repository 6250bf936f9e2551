import { type ConfigData, HtmlValidate, StaticConfigLoader } from "html-validate";

/** Works the configuration out once, where html-validate's own loader does so again for each document. */
class OneConfig extends StaticConfigLoader {
  readonly #config = super.getConfigFor("");
  override getConfigFor() {
    return this.#config;
  }
}

/** Gives a function that lists where HTML breaks html-validate's standard rules, some of them changed by `rules`. */
export function htmlProblems(rules: NonNullable<ConfigData["rules"]>) {
  const validator = new HtmlValidate(new OneConfig({ extends: ["html-validate:standard"], rules }));
  return async (html: string): Promise<string[]> => {
    const { results } = await validator.validateString(html);
    return results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
    );
  };
}
