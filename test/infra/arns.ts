/** A placeholder of a format. */
const HOLE = "";

/** A resource of a template, as far as its ARN needs it. */
interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
}

/** What CloudFormation returns for an ARN of each type, with the logical ID for a name. */
const ARNS: Record<string, (id: string) => string> = {
  "AWS::DynamoDB::Table": (id) => `dynamodb:REGION:ACCOUNT:table/${id}`,
  "AWS::IAM::Role": (id) => `iam::ACCOUNT:role/${id}`,
  "AWS::KMS::Key": (id) => `kms:REGION:ACCOUNT:key/${id}`,
  "AWS::Lambda::Alias": (id) => `lambda:REGION:ACCOUNT:function:${id}:live`,
  "AWS::Lambda::Function": (id) => `lambda:REGION:ACCOUNT:function:${id}`,
  "AWS::Logs::LogGroup": (id) => `logs:REGION:ACCOUNT:log-group:${id}:*`,
  "AWS::SNS::Topic": (id) => `sns:REGION:ACCOUNT:${id}`,
  "AWS::SQS::Queue": (id) => `sqs:REGION:ACCOUNT:${id}`,
  "AWS::SecretsManager::Secret": (id) => `secretsmanager:REGION:ACCOUNT:secret:${id}`,
};
const PSEUDO: Record<string, string> = {
  "AWS::Partition": "aws",
  "AWS::Region": "REGION",
  "AWS::AccountId": "ACCOUNT",
  "AWS::URLSuffix": "amazonaws.com",
};

/** Resolves what a policy has for a resource to an ARN in which logical IDs stand for names. */
export function arnResolver(resources: Record<string, Resource>): (value: unknown) => string {
  const arnOf = (id: string) => {
    const arn = ARNS[resources[id]?.Type ?? ""];
    return arn ? `arn:aws:${arn(id)}` : id;
  };
  const resolve = (value: unknown): string => {
    if (typeof value === "string") {
      return value;
    }
    const [[name, inner] = ["", undefined]] = Object.entries(value as Record<string, unknown>);
    switch (name) {
      case "Ref":
        return PSEUDO[String(inner)] ?? arnOf(String(inner));
      case "Fn::GetAtt":
        return arnOf((inner as string[])[0] ?? "");
      case "Fn::Join":
        return (inner as [string, unknown[]])[1].map(resolve).join("");
      default:
        throw new Error(`A policy has ${JSON.stringify(value)}, which cannot be resolved here.`);
    }
  };
  return resolve;
}

/**
 * Whether a granted ARN, in which * stands for anything, can name a resource of this format from AWS's reference, like
 * `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. A placeholder stands for anything without a slash.
 */
export function canName(granted: string, format: string): boolean {
  const parts = format
    .split(/\$\{[^}]+\}/u)
    .flatMap((literal, at) => [...(at === 0 ? [] : [HOLE]), ...literal.split("")]);
  const seen = new Map<string, boolean>();
  const fits = (i: number, j: number): boolean => {
    const key = `${i},${j}`;
    const known = seen.get(key) ?? fitsAnew(i, j);
    seen.set(key, known);
    return known;
  };
  const fitsAnew = (i: number, j: number): boolean => {
    const [have, want] = [granted[i], parts[j]];
    if (have === undefined) {
      return want === undefined;
    }
    if (have === "*") {
      return fits(i + 1, j) || (want !== undefined && fits(i, j + 1));
    }
    if (want === HOLE) {
      return have !== "/" && (fits(i + 1, j) || fits(i + 1, j + 1));
    }
    return have === want && fits(i + 1, j + 1);
  };
  return fits(0, 0);
}
