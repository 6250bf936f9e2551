import { checkedApp } from "./checked-app.ts";
import { InvalidSettings, readSettings } from "./settings.ts";
import { OnboardingStack } from "./stack.ts";

// The CDK CLI runs this file, as cdk.json says: `npm run synth`, `npm run deploy`.
const app = checkedApp();
try {
  const settings = readSettings((key) => app.node.tryGetContext(key));
  new OnboardingStack(app, `Onboarding-${settings.stage}`, settings);
} catch (error) {
  if (!(error instanceof InvalidSettings)) {
    throw error;
  }
  console.error(error.message);
  process.exit(1);
}
