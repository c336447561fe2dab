// Judges policies by @cloud-copilot/iam-simulate. Each line of the input is a JSON list of
// {policy, principal, action, resource, account, context}, the policy as text; each line of the
// output is what they took together, the parsing of that text included: {"seconds"} of CPU.
import { createInterface } from "node:readline";
import { runSimulation } from "@cloud-copilot/iam-simulate";

async function judge({ policy, principal, action, resource, account, context }) {
  const answer = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: account },
        contextVariables: context,
      },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: JSON.parse(policy),
    },
    {},
  );
  if (answer.overallResult !== "Allowed") throw new Error(JSON.stringify(answer));
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  const started = process.cpuUsage();
  for (const one of asked) await judge(one);
  const { user, system } = process.cpuUsage(started);
  process.stdout.write(`${JSON.stringify({ seconds: (user + system) / 1e6 })}\n`);
}
