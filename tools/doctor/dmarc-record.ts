/** Looks a name up in DNS; rejects as node:dns does. */
export type Lookup = (name: string, type: string) => Promise<unknown>;

export type Policy = "none" | "quarantine" | "reject";

/** What a domain's owner asks mailboxes to do with email that fails DMARC, where the record is, and what makes the email pass. */
export interface Evaluated {
  policy: Policy;
  /** The domain whose record applies. */
  recordAt: string;
  /** Whether a signature has to be of exactly the sender's domain. */
  isStrict: boolean;
  /** The aligned ones among the domains that sign, and among those that SPF is checked for. */
  aligned: { dkim: string[]; spf: string[] };
}

type Tags = Record<string, string>;

const MOST_LABELS = 7;
const NO_RECORD = new Set(["ENOTFOUND", "ENODATA"]);
const POLICIES = ["none", "quarantine", "reject"] as const;
const WEAKER = { none: "none", quarantine: "none", reject: "quarantine" } as const;

/**
 * Evaluates a domain's email by DMARC; undefined if the domain has no valid record. Rejects if DNS does not answer. It assumes that the
 * domain exists, so the tag `np` never applies. https://www.rfc-editor.org/rfc/rfc9989#section-4.10
 */
export async function evaluateDmarc(
  domain: string,
  { dkim, spf }: { dkim: string[]; spf: string[] },
  lookup: Lookup,
): Promise<Evaluated | undefined> {
  const walks = new Map<string, Promise<Walked>>();
  const walk = (name: string) => {
    const walked = walks.get(name) ?? walkUp(name, lookup);
    walks.set(name, walked);
    return walked;
  };
  const { records, organisation } = await walk(domain);
  const [recordAt, tags] =
    records.find(([name]) => name === domain) ??
    records.find(([name]) => name === organisation) ??
    records.find(([, { psd }]) => psd === "y") ??
    [];
  const policy = tags && policyOf(tags, recordAt === domain);
  if (!policy || recordAt === undefined) {
    return undefined;
  }
  const isAligned = async (name: string, mode: string | undefined) =>
    name === domain || (mode !== "s" && (await walk(name)).organisation === organisation);
  const among = async (names: string[], mode: string | undefined) => {
    const found = await Promise.all(names.map((name) => isAligned(name, mode)));
    return names.filter((_, index) => found[index]);
  };
  return {
    policy,
    recordAt,
    isStrict: tags["adkim"] === "s",
    aligned: { dkim: await among(dkim, tags["adkim"]), spf: await among(spf, tags["aspf"]) },
  };
}

interface Walked {
  /** The records at the name and above it, the longest name first. */
  records: [name: string, tags: Tags][];
  organisation: string;
}

/** The DNS Tree Walk: the name, then each one above it, until a record says that it is the top. */
async function walkUp(start: string, lookup: Lookup): Promise<Walked> {
  const records: Walked["records"] = [];
  const labels = start.split(".");
  const steps = [0, ...labels.keys()].filter((first, index) => index === 0 || first > 0);
  for (const first of steps.filter((step) => step === 0 || labels.length - step <= MOST_LABELS)) {
    const name = labels.slice(first).join(".");
    const tags = await recordOf(name, lookup);
    if (tags) {
      records.push([name, tags]);
      if (tags["psd"] === "n") {
        return { records, organisation: name };
      }
      if (tags["psd"] === "y") {
        return { records, organisation: first === 0 ? name : labels.slice(first - 1).join(".") };
      }
    }
  }
  return { records, organisation: records.at(-1)?.[0] ?? start };
}

/** The record at a name; none where there are several. */
async function recordOf(name: string, lookup: Lookup): Promise<Tags | undefined> {
  let texts: string[][];
  try {
    texts = (await lookup(`_dmarc.${name}`, "TXT")) as string[][];
  } catch (error) {
    if (NO_RECORD.has((error as { code?: string }).code ?? "")) {
      return undefined;
    }
    throw error;
  }
  const [record, second] = texts
    .map((parts) => parts.join("").trim())
    .filter((text) => /^[vV]\s*=\s*DMARC1\s*(?:;|$)/u.test(text));
  if (record === undefined || second !== undefined) {
    return undefined;
  }
  const tags = record.split(";").map((tag) => tag.split("=", 2).map((part) => part.trim().toLowerCase()));
  return Object.fromEntries(tags);
}

/** Its own policy, or the one for what is below it. A record without a valid one counts as `none` where it asks for reports. */
function policyOf({ p, sp = p, rua, t }: Tags, isOwn: boolean): Policy | undefined {
  const isKnown = (policy: string | undefined) => POLICIES.some((known) => known === policy);
  if (!isKnown(p) || !isKnown(sp)) {
    return rua === undefined ? undefined : "none";
  }
  const policy = (isOwn ? p : sp) as Policy;
  return t === "y" ? WEAKER[policy] : policy;
}
