import * as v from "valibot";

/** Where a stage belongs, as far as its settings say. */
export interface Place {
  account: string | undefined;
  region: string | undefined;
}

const text = v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String)));
const Cdk = v.object({
  context: v.object({ stages: v.record(v.string(), v.object({ account: text, region: text })) }),
});

/** The account and the Region of a stage in the text of cdk.json; neither where the file doesn't name the stage. */
export function placeOf(stage: string, cdkJson: string): Place {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Cdk), cdkJson);
  const { account, region } = (parsed.success && parsed.output.context.stages[stage]) || {};
  return { account, region };
}
