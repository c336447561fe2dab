import type { ReactNode } from "react";
import type { AwsState, Topic } from "../api/shapes";
import { branchLines } from "./Branches";
import { reached, type State } from "./reached";

const WORDS: Record<State, string> = {
  ok: "✓",
  stop: "✕ stops here",
  unsure: "? cannot be told",
  behind: "– not reached",
};

/** The picture of the path in words, to read aloud or to copy into a ticket. */
export function PathAsText({ aws }: { aws: AwsState }): ReactNode {
  return (
    <details className="path-text">
      <summary>The path as text</summary>
      <pre tabIndex={0} aria-label="The path as text">
        {lines(aws).join("\n")}
      </pre>
    </details>
  );
}

function lines(aws: AwsState): string[] {
  const { budget, paths, topics } = aws;
  const stops = paths.filter((path) => path.stopped_at === "budget");
  const mails = [...new Set(paths.flatMap((path) => path.emails))];
  const gone = [...new Set(paths.map((path) => path.topic))].filter((arn) => arn && !topics.some((one) => one.arn === arn));
  return [
    line("budget", budget.name, stops.length ? "stop" : "ok", stops.map((path) => path.why)),
    ...(paths.length ? [] : ["  no notification: nothing would be sent"]),
    ...topics.flatMap((topic) => ofTopic(aws, topic)),
    ...gone.map((arn) => `  → ${line("topic", arn, "stop", paths.filter((path) => path.topic === arn).map((path) => path.why))}`),
    ...mails.map((mail) => `  → e-mail ${mail}: ✓`),
  ];
}

function ofTopic(aws: AwsState, topic: Topic): string[] {
  const paths = aws.paths.filter((path) => path.topic === topic.arn);
  const at = reached(paths);
  const key = aws.keys.find((one) => one.name === topic.key && one.region === topic.region);
  const why = (hop: string): string[] => paths.filter((path) => path.stopped_at === hop).map((path) => path.why);
  const over = [...new Set(paths.map((path) => path.notification))].join(", ");
  return [
    `  ${over}`,
    ...branchLines(topic),
    `  → ${line("topic", topic.name, at.topic, why("topic"))}`,
    topic.key
      ? `  → ${line("key", key?.alias || key?.name || topic.key, at.key, why("key"))}`
      : "  → no key: the topic is not encrypted",
    `  → ${line("subscriptions", String(topic.subscriptions.length), at.subscription, why("subscription"))}`,
    ...topic.subscriptions.map((one) => `      ${one.protocol} ${one.title || one.endpoint}: ${one.state}`),
  ];
}

function line(kind: string, name: string, state: State, why: readonly string[]): string {
  const said = [...new Set(why.filter(Boolean))].join(" ");
  return `${kind} ${name}: ${WORDS[state]}${said ? `. ${said}` : ""}`;
}
