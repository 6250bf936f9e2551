/** A small change that no test of its area notices, and why that is right. */
export interface Survivor {
  file: string;
  code: string;
  becomes: string;
  why: string;
}

/** Whether two are the same change, wherever in the file it has moved to. */
export function isSame(one: Omit<Survivor, "why">, other: Omit<Survivor, "why">): boolean {
  return one.file === other.file && one.code === other.code && one.becomes === other.becomes;
}

/** What docs/mutations.md lists. */
export const SURVIVORS: Survivor[] = [
  {
    file: "infra/durable-function.ts",
    code: "{\n    const name = Stack.of(this).getLogicalId(this.node.defaultChild as CfnFunction);\n    acknowledge(construct, `AwsSolutions-IAM5[Resource::${executionsOf(`<${name}.Arn>`)}]`, EXECUTIONS);\n  }",
    becomes: "{}",
    why: "`npm run synth` fails: cdk-nag has a finding that nobody acknowledged.",
  },
  {
    file: "infra/permissions.ts",
    code: "`<${pseudo}>`",
    becomes: "``",
    why: "`npm run synth` fails: what was acknowledged is not what cdk-nag finds.",
  },
  {
    file: "src/aws/dynamo/self-check.ts",
    code: '"self-check"',
    becomes: '""',
    why: "No item has this key, so what the conditions compare it with is never looked at.",
  },
  {
    file: "src/aws/dynamo/slots.ts",
    code: "round < ROUNDS",
    becomes: "round <= ROUNDS",
    why: "One round more or less is as good: each round is lost only to others who reserve a slot in the same moment.",
  },
  {
    file: "src/aws/lambda.ts",
    code: '""',
    becomes: '"Stryker was here!"',
    why: "Any constant stands for no past in the hash, as long as it is no onboarding's ID.",
  },
  {
    file: "src/aws/links.ts",
    code: "{\n    return undefined; // each of its faults makes it an invalid link\n  }",
    becomes: "{}",
    why: "A function that returns nothing returns undefined too.",
  },
  {
    file: "src/aws/links.ts",
    code: "{\n        return undefined;\n      }",
    becomes: "{}",
    why: "As above: it returns undefined either way.",
  },
  {
    file: "src/aws/mail-event.ts",
    code: '""',
    becomes: '"Stryker was here!"',
    why: "Neither text has an entry in the tables of words, as an absent one has none.",
  },
  {
    file: "src/domain/address.ts",
    code: '""',
    becomes: '"Stryker was here!"',
    why: "Alphabets of several scripts hold Latin letters anyway.",
  },
  {
    file: "src/messages/words.ts",
    code: '""',
    becomes: '"Stryker was here!"',
    why: "Plain arguments give one text, so nothing is joined; and where there is no organisation, no message names it.",
  },
  {
    file: "src/slack/views.ts",
    code: '""',
    becomes: '"Stryker was here!"',
    why: "Slack gives each block and each element of a submitted view an ID, if we gave it none.",
  },
  {
    file: "src/slack/views.ts",
    code: 'block.type === "input"',
    becomes: "true",
    why: "No other kind of block has an element, which is looked for as well.",
  },
  {
    file: "src/workflow/onboarding.ts",
    code: '"letterbox"',
    becomes: '""',
    why: "The name of this part appears only where the part breaks, which only a bug in it could bring about.",
  },
  {
    file: "src/domain/close-ended.ts",
    code: "{\n    if (error instanceof InvalidRequest) {\n      return undefined;\n    }\n    throw error;\n  }",
    becomes: "{}",
    why: "Reading a request throws nothing but InvalidRequest; any other error would be a bug and should be seen.",
  },
  {
    file: "src/domain/close-ended.ts",
    code: "error instanceof InvalidRequest",
    becomes: "true",
    why: "As above: no other error comes here.",
  },
  {
    file: "src/domain/pending.ts",
    code: "at < candidates.length",
    becomes: "at <= candidates.length",
    why: "One round more has nobody to look up, and changes nothing.",
  },
  {
    file: "src/domain/pending.ts",
    code: 'text.normalize("NFKC").toLowerCase()',
    becomes: 'text.normalize("NFKC").toUpperCase()',
    why: "Texts are compared as well in upper case.",
  },
  {
    file: "src/domain/pending.ts",
    code: '""',
    becomes: '"Stryker was here!"',
    why: "A text that is no cursor begins with the first page, as none does.",
  },
  {
    file: "src/domain/request.ts",
    code: '""',
    becomes: '"Stryker was here!"',
    why: "Latin letters in place of invisible joiners hide nothing.",
  },
  {
    file: "src/domain/language.ts",
    code: "{\n    return undefined;\n  }",
    becomes: "{}",
    why: "A function that returns nothing returns undefined too.",
  },
  {
    file: "src/domain/language.ts",
    code: '""',
    becomes: '"Stryker was here!"',
    why: "Intl throws for a zone that it doesn't know, and calls none by either name.",
  },
  {
    file: "src/aws/links.ts",
    code: "locale === undefined",
    becomes: "false",
    why: "A token's JSON leaves out what is undefined, and a link without a locale reads like one whose locale is undefined.",
  },
  {
    file: "src/workflow/reminders.ts",
    code: '"reminder"',
    becomes: '""',
    why: "The name of this part appears only where the part breaks, which only a bug in it could bring about.",
  },
  {
    file: "src/workflow/onboarding.ts",
    code: '"reminder"',
    becomes: '""',
    why: "The name of this part appears only where the part breaks, which only a bug in it could bring about.",
  },
];
