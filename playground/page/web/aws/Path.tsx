import type { ReactNode } from "react";
import type { AwsState, Path as OnePath, Topic } from "../api/shapes";
import { Arrow } from "./Arrow";
import { Branches } from "./Branches";
import { Hop } from "./Hop";
import { Policy } from "./Policy";
import { reached } from "./reached";
import { Subscriptions } from "./Subscriptions";

/** The way of an alert from the budget to whoever is to read it, red from where it stops. */
export function Path({ aws }: { aws: AwsState }): ReactNode {
  const mails = [...new Set(aws.paths.flatMap((path) => path.emails))];
  const missing = aws.paths.map((path) => path.topic).filter((arn) => arn && !aws.topics.some((one) => one.arn === arn));
  return (
    <section className="path" aria-label="The path of an alert">
      {aws.topics.map((topic) => (
        <OneTopic key={topic.arn} aws={aws} topic={topic} />
      ))}
      {[...new Set(missing)].map((arn) => (
        <Gone key={arn} arn={arn} why={sayings(aws.paths.filter((path) => path.topic === arn))} />
      ))}
      {mails.length > 0 && (
        <div className="lane">
          <Arrow label="mails" state="ok" />
          <section className="box">
            <p className="box-kind">E-mail from the budget itself</p>
            {mails.map((mail) => (
              <p key={mail}>{mail}</p>
            ))}
          </section>
        </div>
      )}
    </section>
  );
}

function OneTopic({ aws, topic }: { aws: AwsState; topic: Topic }): ReactNode {
  const paths = aws.paths.filter((path) => path.topic === topic.arn);
  const at = reached(paths);
  // With several topics it must be said what goes where.
  const over = aws.topics.length > 1 ? `${[...new Set(paths.map((path) => path.notification))].join(", ")}: ` : "";
  const who = topic.senders.length ? "the budget " : "";
  const key = aws.keys.find((one) => one.name === topic.key && one.region === topic.region);
  return (
    <div className="lane">
      <Branches topic={topic} trunk={at.topic} />
      <Arrow label={`${over}${who}publishes to`} state={at.topic} />
      <Hop kind="SNS topic" name={topic.name} note={topic.region} state={at.topic} why={short(why(paths, "topic"), topic.arn, topic.name)}>
        {topic.error && <p className="small">{topic.error}</p>}
        {topic.readable && <Policy kind="topic" arn={topic.arn} policy={topic.policy} title="Topic policy" />}
      </Hop>
      {topic.key ? (
        <>
          <Arrow label="encrypts with" state={at.key} />
          <Hop kind="KMS key" name={key?.alias || key?.name || topic.key} note={keyNote(key)} state={at.key} why={short(why(paths, "key"), key?.arn, key?.alias || "the key")}>
            {key?.error && <p className="small">{key.error}</p>}
            {key?.policy && <Policy kind="key" arn={key.arn} policy={key.policy} title="Key policy" editable={key.editable} />}
          </Hop>
        </>
      ) : (
        <p className="small plain">The topic is not encrypted: no key is asked.</p>
      )}
      <Arrow label="delivers to" state={at.subscription} />
      <Subscriptions topic={topic} state={at.subscription} why={why(paths, "subscription")} />
    </div>
  );
}

function Gone({ arn, why: says }: { arn: string; why: string }): ReactNode {
  return (
    <div className="lane">
      <Arrow label="publishes to" state="stop" />
      <Hop kind="SNS topic" name={arn.split(":").at(-1) ?? arn} note={arn} state="stop" why={says || "There is no such topic in this account."} />
    </div>
  );
}

function keyNote(key: AwsState["keys"][number] | undefined): string {
  if (!key) return "";
  const manager = key.manager === "AWS" ? "AWS managed" : key.manager === "CUSTOMER" ? "customer managed" : "";
  return [manager, key.state].filter(Boolean).join(", ");
}

/** The box says whose ARN it is; its name is enough in the sentence. */
function short(says: string, arn: string | undefined, name: string): string {
  return arn ? says.replaceAll(arn, name) : says;
}

function why(paths: readonly OnePath[], ...hops: string[]): string {
  return sayings(paths.filter((path) => hops.includes(path.stopped_at)));
}

function sayings(paths: readonly OnePath[]): string {
  return [...new Set(paths.map((path) => path.why))].join(" ");
}

