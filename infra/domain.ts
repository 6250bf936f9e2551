import { CfnDeletionPolicy, CfnOutput, CfnResource, Stack } from "aws-cdk-lib";
import { ApiMapping, DomainName, type HttpApi, type IStage } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate, CertificateValidation } from "aws-cdk-lib/aws-certificatemanager";
import { ARecord, CfnRecordSet, type IHostedZone, PublicHostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { ApiGatewayv2DomainProperties } from "aws-cdk-lib/aws-route53-targets";
import { EmailIdentity, Identity, MailFromBehaviorOnMxFailure } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";

/** A public hosted zone of Route 53: its ID and its name. */
export interface Zone {
  id: string;
  name: string;
}

interface DomainProps {
  /** The host of the page and of Slack's URL. */
  domain: string;
  sender: string;
  zone: Zone | undefined;
  api: HttpApi;
  stage: IStage;
  /** Whether what sleeping onboardings still send with outlives the stack. */
  retain: boolean;
}

interface DnsRecord {
  name: string;
  type: "CNAME" | "MX" | "TXT";
  value: string;
}

const TTL_SECONDS = "1800";

/**
 * Your own domain: for the page and Slack, so that links outlive the API behind them; and for email, with DKIM and MAIL FROM under the
 * sender's domain. The DNS records go into the hosted zone, or into the stack's outputs if there is none. The domain's owner adds a DMARC
 * record, because it governs all email from the domain, not only ours.
 *
 * Sleeping onboardings keep the links and the sender that they began with. So a former `domain` stays when another replaces it, and so
 * do a former sender's identity, and its DNS records. Those also outlive the stack, because others may send from the same domain.
 */
export class Domain extends Construct {
  readonly certificateArn: string;

  constructor(scope: Construct, id: string, { domain, sender, zone, api, stage, retain }: DomainProps) {
    super(scope, id);
    const hostedZone =
      zone && PublicHostedZone.fromHostedZoneAttributes(this, "Zone", { hostedZoneId: zone.id, zoneName: zone.name });
    const certificate = new Certificate(this, "Certificate", {
      domainName: domain,
      validation: CertificateValidation.fromDns(hostedZone),
    });
    this.certificateArn = certificate.certificateArn;
    const name = new DomainName(this, "Name", { domainName: domain, certificate });
    // A new API takes over the mapping, in place:
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-apimapping.html
    new ApiMapping(this, "Mapping", { api, domainName: name, stage });
    if (hostedZone) {
      const target = new ApiGatewayv2DomainProperties(name.regionalDomainName, name.regionalHostedZoneId);
      new ARecord(this, "Address", {
        zone: hostedZone,
        recordName: `${domain}.`,
        target: RecordTarget.fromAlias(target),
      });
    }
    const email = new Construct(this, "Email");
    const missing: DnsRecord[] = hostedZone ? [] : [{ name: domain, type: "CNAME", value: name.regionalDomainName }];
    for (const [index, record] of [...missing, ...emailRecords(email, sender)].entries()) {
      publish(email, `Dns${index + 1}`, record, hostedZone);
    }
    if (retain) {
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatereplacepolicy.html
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
      for (const resource of resourcesIn(this)) {
        resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
        resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
      }
      for (const resource of resourcesIn(email)) {
        resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
      }
    }
  }
}

function resourcesIn(scope: Construct): CfnResource[] {
  return scope.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
}

/** The SES identity of the sender's domain: Easy DKIM's three records, and the two of a MAIL FROM domain. https://docs.aws.amazon.com/ses/latest/dg/mail-from.html */
function emailRecords(scope: Construct, sender: string): DnsRecord[] {
  const senderDomain = sender.slice(sender.lastIndexOf("@") + 1);
  const mailFrom = `bounce.${senderDomain}`;
  const { dkimRecords } = new EmailIdentity(scope, "Sender", {
    identity: Identity.domain(senderDomain),
    mailFromDomain: mailFrom,
    mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE, // email goes out while the records are missing
  });
  return [
    ...dkimRecords.map(({ name, value }) => ({ name, type: "CNAME" as const, value })),
    { name: mailFrom, type: "MX", value: `10 feedback-smtp.${Stack.of(scope).region}.amazonses.com` },
    { name: mailFrom, type: "TXT", value: '"v=spf1 include:amazonses.com ~all"' },
  ];
}

function publish(scope: Construct, id: string, { name, type, value }: DnsRecord, zone: IHostedZone | undefined): void {
  if (zone) {
    const { hostedZoneId } = zone;
    new CfnRecordSet(scope, id, { hostedZoneId, name, type, resourceRecords: [value], ttl: TTL_SECONDS });
  } else {
    const output = new CfnOutput(Stack.of(scope), id, { value: `${name} ${type} ${value}` });
    output.description = "A DNS record to create";
  }
}
