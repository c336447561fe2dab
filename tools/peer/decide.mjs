// Judges requests by @cloud-copilot/iam-simulate: a JSON list of {policy, identity, principal, action,
// resource, account, context} comes in, the policies as objects; a JSON list of results goes out.
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

let text = "";
for await (const chunk of process.stdin) text += chunk;
process.stdout.write(JSON.stringify(await Promise.all(JSON.parse(text).map(decide))));
