// Judges requests by @cloud-copilot/iam-simulate: each line that comes in is a JSON list of {policy,
// identity, principal, action, resource, account, context}, the policies as objects; for each a line
// with a JSON list of results goes out.
import { createInterface } from "node:readline";

import { runSimulation } from "@cloud-copilot/iam-simulate";

async function decide({ policy, identity, principal, action, resource, account, context }) {
  const answer = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: account },
        contextVariables: context,
      },
      identityPolicies: identity ? [{ name: "own", policy: identity }] : [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: policy ?? undefined,
    },
    {},
  );
  return answer.overallResult ?? JSON.stringify(answer);
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await Promise.all(JSON.parse(line).map(decide))) + "\n");
}
