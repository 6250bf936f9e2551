/** A file for the linter, and how it is refused: by this one rule, and by no other. Without a rule, nothing refuses it. */
export interface Sample extends Partial<Refusal> {
  path: string;
  code: string;
}

interface Refusal {
  rule: string;
  /** A part of the rule's answer; any answer will do without it. */
  says?: string;
}

/** A file for each of the specifiers that takes a type from there: a type ties two files together no less than a value does. */
export function taking(place: string, specifiers: string, refusal?: Refusal): Sample[] {
  return (specifiers.match(/\S+/gu) ?? []).map((specifier) => ({
    path: `${place}${refusal ? "may-not-take" : "may-take"}-${slug(specifier)}.ts`,
    code: `import type { Part } from "${specifier}";\n\nexport type Whole = Part[];\n`,
    ...refusal,
  }));
}

/** The same code as a file in several places, refused or not in each. */
export function inEach(name: string, places: string[], code: string, refusal?: Refusal): Sample[] {
  return places.map((place) => ({ path: `${place}${name}.ts`, code, ...refusal }));
}

/** A file's name, in kebab-case, for what the file is about. */
export function slug(text: string): string {
  return text
    .replaceAll(/[^a-z0-9]+/giu, "-")
    .replaceAll(/^-|-$/gu, "")
    .toLowerCase();
}
