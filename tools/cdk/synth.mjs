// Writes one template for each stack of stacks.mjs into the folder that is named.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, DefaultStackSynthesizer, Stack } from "aws-cdk-lib";
import { STACKS } from "./stacks.mjs";

const [folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const [name, build] of Object.entries(STACKS)) {
  const app = new App({ analyticsReporting: false });
  // Without the rule on the bootstrap's version the template is what its author wrote.
  const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
  const stack = new Stack(app, name, { synthesizer });
  build(stack);
  const { template } = app.synth().getStackByName(name);
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(template, null, 1)}\n`);
}
