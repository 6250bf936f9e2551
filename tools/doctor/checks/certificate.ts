import { DescribeCertificateCommand, type CertificateDetail } from "@aws-sdk/client-acm";
import { allowed, type Check, Problem, reason } from "../check.ts";

const SOON_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;

/**
 * The certificate of a stage's own domain, in ACM and as the host shows it. ACM renews it automatically as long as it finds its DNS
 * record, and long before this check warns: https://docs.aws.amazon.com/acm/latest/userguide/dns-renewal-validation.html
 */
export const certificate: Check = {
  name: "certificate",
  needs: ["stack"],
  async look({ acm, certificateOf, now }, { outputs }) {
    const host = new URL(outputs["VerificationUrl"] ?? "").hostname;
    const arn = outputs["Certificate"];
    if (!arn) {
      return `API Gateway's own, for ${host}`;
    }
    const { Certificate: found = {} } = await allowed(
      "The certificate",
      "acm:DescribeCertificate",
      acm.send(new DescribeCertificateCommand({ CertificateArn: arn })),
    );
    checkStatus(host, found);
    const shown = await certificateOf(host).catch((error: unknown) => {
      throw refused(host, error);
    });
    const days = Math.round((shown.getTime() - now().getTime()) / DAY_MILLISECONDS);
    if (days < SOON_DAYS) {
      throw new Problem(
        `The certificate that ${host} shows ends in ${days} ${days === 1 ? "day" : "days"}, and ACM has not renewed it.`,
        `${validation(found) ?? "The ACM console says why."} After the end, links in emails and Slack's requests fail.`,
        { isMild: true },
      );
    }
    return `${host} shows it; it is good for ${days} days`;
  },
};

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html */
function checkStatus(host: string, detail: CertificateDetail): void {
  const { Status, FailureReason, RenewalSummary } = detail;
  if (Status !== "ISSUED") {
    throw new Problem(
      `The certificate of ${host} is ${Status}${FailureReason ? ` (${FailureReason})` : ""}: nobody can open the page, and Slack reaches nothing.`,
      (Status === "PENDING_VALIDATION" && validation(detail)) || REPLACE,
    );
  }
  const { RenewalStatus, RenewalStatusReason } = RenewalSummary ?? {};
  if (RenewalStatus === "PENDING_VALIDATION" || RenewalStatus === "FAILED") {
    throw new Problem(
      `ACM cannot renew the certificate of ${host}: ${RenewalStatusReason ?? RenewalStatus}.`,
      validation(detail) ?? "The ACM console says why.",
      { isMild: true },
    );
  }
}

/** The DNS record that proves to ACM that the domain is yours. */
function validation({ DomainValidationOptions: [first] = [] }: CertificateDetail): string | undefined {
  const { Name, Type, Value } = first?.ResourceRecord ?? {};
  return Name && `Create the DNS record ${Name} ${Type} ${Value}, which ACM looks for.`;
}

/** https://nodejs.org/api/errors.html, https://nodejs.org/api/tls.html#x509-certificate-error-codes */
function refused(host: string, error: unknown): Problem {
  switch ((error as { code?: string }).code) {
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return new Problem(
        `${host} shows a certificate for another name: browsers and Slack refuse it.`,
        `Its DNS record leads elsewhere. ${POINT}`,
      );
    case "CERT_HAS_EXPIRED":
      return new Problem(
        `The certificate that ${host} shows has ended: browsers and Slack refuse it.`,
        `If ACM has a newer one, the DNS record leads elsewhere. ${POINT}`,
      );
    case "ENOTFOUND":
    case "ENODATA":
      return new Problem(`${host} has no DNS record.`, POINT);
    default:
      return new Problem(`${host} cannot be reached by TLS. ${reason(error)}`, "Check this machine's network.");
  }
}

/**
 * ACM renews no certificate that has ended (https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html), and CloudFormation
 * replaces no resource that the template leaves as it is. The domain name takes another certificate without an interruption:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigatewayv2-domainname-domainnameconfiguration.html
 */
const REPLACE =
  'Replace it: in infra/domain.ts, rename the construct "Certificate", to "Certificate2" for example, and deploy (npm run deploy). Without the new name, a deployment keeps the old certificate.';

const POINT =
  "Point it to API Gateway: with hostedZone deploy again, without one create the record of the output …Dns1.";
