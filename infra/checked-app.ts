import { App, type AppProps, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";

/** An app whose synthesis fails where cdk-nag or CloudFormation's validator, which CDK runs by default, finds a fault. */
export function checkedApp(props: AppProps = {}): App {
  const app = new App(props);
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  return app;
}
