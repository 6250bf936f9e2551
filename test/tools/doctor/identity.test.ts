import { afterAll, beforeAll, expect, test } from "vitest";
import type { Account } from "./aws.ts";
import { inDays, patient, RETURNED, told, VERIFIED, withCode } from "./examined.ts";

let deployment: Awaited<ReturnType<typeof patient>>;
beforeAll(async () => {
  deployment = await patient();
});
afterAll(() => deployment.close());

type Case = [what: string, breaks: (it: Account) => unknown, says: string, fix: string];

const certificate = (over: object) => (it: Account) => Object.assign(it.certificate, over);
const RECORD = {
  DomainValidationOptions: [{ ResourceRecord: { Name: "_1.join.example.com", Type: "CNAME", Value: "_2.acm.aws" } }],
};
const CERTIFICATE: Case[] = [
  [
    "no acm:DescribeCertificate",
    (it) => it.denied.push("acm:DescribeCertificate"),
    "certificate: ",
    "you need acm:DescribeCertificate",
  ],
  [
    "a certificate that waits for its DNS record",
    certificate({ Status: "PENDING_VALIDATION", ...RECORD }),
    "certificate: The certificate of 127.0.0.1 is PENDING_VALIDATION: nobody can open the page",
    "Create the DNS record _1.join.example.com CNAME _2.acm.aws",
  ],
  [
    "a certificate that failed",
    certificate({ Status: "FAILED", FailureReason: "CAA_ERROR" }),
    "certificate: The certificate of 127.0.0.1 is FAILED (CAA_ERROR)",
    'rename the construct "Certificate"',
  ],
  [
    "a certificate that ACM cannot renew",
    certificate({ RenewalSummary: { RenewalStatus: "PENDING_VALIDATION" }, ...RECORD }),
    "certificate: ACM cannot renew the certificate of 127.0.0.1: PENDING_VALIDATION.",
    "Create the DNS record",
  ],
  [
    "a certificate that ends soon",
    (it) => (it.shows = inDays(29)),
    "certificate: The certificate that 127.0.0.1 shows ends in 29 days",
    "ACM console",
  ],
  [
    "a certificate for another name",
    (it) => (it.shows = withCode("ERR_TLS_CERT_ALTNAME_INVALID")),
    "certificate: 127.0.0.1 shows a certificate for another name",
    "output …Dns1",
  ],
  [
    "a certificate that has ended",
    (it) => (it.shows = withCode("CERT_HAS_EXPIRED")),
    "certificate: The certificate that 127.0.0.1 shows has ended",
    "Point it to API Gateway",
  ],
  [
    "a domain without a DNS record",
    (it) => (it.shows = withCode("ENOTFOUND")),
    "certificate: 127.0.0.1 has no DNS record.",
    "output …Dns1",
  ],
  [
    "a domain that does not answer",
    (it) => (it.shows = withCode("ECONNREFUSED")),
    "certificate: 127.0.0.1 cannot be reached by TLS. Error: ECONNREFUSED",
    "network",
  ],
];

const PENDING = { SigningEnabled: true, Status: "PENDING" };
const dmarc = (record: string) => (it: Account) => (it.dns["_dmarc.example.com"] = [record]);
/** A sender whose email nobody signs, and that record. */
const unsigned = (record: string) => (it: Account) => {
  it.identities = { "example.com": { ...VERIFIED, DkimAttributes: PENDING } };
  dmarc(record)(it);
};
const DMARC: Case[] = [
  [
    "no DMARC record",
    (it) => (it.dns = {}),
    "DMARC: example.com has no valid DMARC record",
    "TXT record _dmarc.example.com",
  ],
  [
    "a DMARC record without a policy",
    dmarc("v=DMARC1"),
    "DMARC: example.com has no valid DMARC record",
    "v=DMARC1; p=none",
  ],
  [
    "a DMARC policy of none",
    dmarc("v=DMARC1; p=none"),
    "DMARC: Our email passes by DKIM (example.com), but _dmarc.example.com says p=none",
    "p=quarantine",
  ],
  [
    "DNS that does not answer",
    (it) => (it.dns["_dmarc.example.com"] = withCode("ETIMEOUT")),
    "DMARC: The DMARC record of example.com cannot be read. Error: ETIMEOUT",
    "network",
  ],
];

test.each([...CERTIFICATE, ...DMARC])("%s: is found, with what to do", async (_, breaks, says, fix) => {
  const found = told((await deployment.examined(breaks)).findings);
  expect(found).toEqual([expect.stringContaining(says)]);
  expect(found.join("")).toContain(fix);
});

test.each<[record: string, state: string, says: string]>([
  ["v=DMARC1; p=reject", "wrong", "Our email fails DMARC, and _dmarc.example.com (p=reject) has mailboxes refuse it"],
  ["v=DMARC1; p=quarantine", "wrong", "(p=quarantine) has mailboxes take it for spam"],
  [
    "v=DMARC1; p=none",
    "mild",
    "(p=none) only reports it: neither its signature (none) nor its MAIL FROM (amazonses.com)",
  ],
])("unsigned email under %s is %s", async (record, state, says) => {
  const { findings } = await deployment.examined(unsigned(record));
  expect(findings.find(({ name }) => name === "DMARC")).toMatchObject({
    state,
    says: expect.stringContaining(says),
    fix: expect.stringContaining("Verify example.com in SES with DKIM"),
  });
});

test("a signature of the domain above fails a strict record, which says what to do", async () => {
  const { findings } = await deployment.examined((it) => {
    it.stack.outputs["Sender"] = "people@mail.example.com";
    it.dns["_dmarc.mail.example.com"] = ["v=DMARC1; p=reject; adkim=s"];
  });
  expect(findings.find(({ name }) => name === "DMARC")).toMatchObject({
    state: "wrong",
    fix: expect.stringContaining("verify mail.example.com in SES, or change that to adkim=r"),
  });
});

test("a MAIL FROM domain of the sender's own passes without a signature", async () => {
  const { findings } = await deployment.examined((it) => {
    unsigned("v=DMARC1; p=reject")(it);
    Object.assign(it.identities["example.com"] ?? {}, RETURNED);
  });
  expect(findings.find(({ name }) => name === "DMARC")?.says).toBe(
    "passes by MAIL FROM (bounce.example.com); _dmarc.example.com says p=reject",
  );
});

test("without a domain of its own, a stage has API Gateway's certificate", async () => {
  const { findings, asked } = await deployment.examined((it) => delete it.stack.outputs["Certificate"]);
  expect(findings.find(({ name }) => name === "certificate")?.says).toBe("API Gateway's own, for 127.0.0.1");
  expect([...asked]).not.toContain("acm:DescribeCertificate");
});
