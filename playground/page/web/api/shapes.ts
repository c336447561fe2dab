// What the page's server answers, in Slack's and AWS's own words.
import type { Json } from "../blocks/json";

export interface Person {
  id: string;
  name: string;
  real_name: string;
  role: string;
}

export interface Channel {
  id: string;
  name: string;
  kind: "channels" | "groups" | "im";
  bot_is_member: boolean;
  archived: boolean;
}

export interface Message {
  ts: string;
  thread_ts: string;
  broadcast: boolean;
  channel: string;
  user: string;
  name: string;
  is_bot: boolean;
  text: string;
  blocks: Json[];
  attachments: Json[];
  files: Json[];
  only_you: boolean;
  edited: boolean;
  reactions: string[];
  posted_at: number;
}

export interface View {
  id: string;
  callback_id: string;
  title: string;
  blocks: Json[];
  submit: string | null;
  close: string | null;
  errors: Record<string, string>;
}

export interface Home {
  id: string;
  blocks: Json[];
}

export interface Refusal {
  id: number;
  method: string;
  error: string;
  reasons: string[];
  at: number;
  args_text: string;
}

export interface SlackState {
  version: number;
  team: string;
  me: string;
  people: Person[];
  bot: { id: string; name: string };
  groups: { id: string; name: string }[];
  commands: Command[];
  channels: Channel[];
  messages: Message[];
  views: View[];
  home: Home | null;
  refusals: Refusal[];
}

export interface Acted {
  ok: boolean;
  trouble?: string;
  status?: number;
  seconds?: number;
}

/** A slash command, as the app's manifest has it. */
export interface Command {
  command: string;
  description: string;
  usage_hint: string;
}

export interface Scenario {
  name: string;
  title: string;
  story: string;
  budget: string;
  verdict: string;
}

export type Hop = "" | "budget" | "topic" | "key" | "subscription";

export interface BudgetState {
  name: string;
  limit: number | null;
  unit: string;
  actual: number | null;
  forecast: number | null;
  period: string;
  health: string;
  exists: boolean;
}

export interface Path {
  notification: string;
  state: string;
  threshold_amount: number | null;
  outcome: string;
  why: string;
  stopped_at: Hop;
  topic: string;
  emails: string[];
}

export interface Subscription {
  arn: string;
  protocol: string;
  endpoint: string;
  title: string;
  state: string;
  /** What would become of an alert here now. */
  would: string;
  received: number;
  last: { subject: string; at: string | number } | null;
}

export interface Topic {
  arn: string;
  name: string;
  region: string;
  key: string;
  policy: string;
  readable: boolean;
  error: string;
  subscriptions: Subscription[];
  senders: Sender[];
}

/** What publishes to a topic beside AWS Budgets, and what would become of it now. */
export interface Sender {
  sender: string;
  kind: string;
  name: string;
  account: string;
  outcome: string;
  why: string;
  stopped_at: "" | "topic" | "key";
}

export interface Key {
  name: string;
  region: string;
  arn: string;
  alias: string;
  manager: string;
  state: string;
  policy: string;
  editable: boolean;
  error: string;
}

export interface Delivery {
  at: string | number;
  notification: string;
  subscriber: string;
  outcome: string;
  why: string;
  subject: string;
}

export interface Mail {
  at: string | number;
  to: string;
  subject: string;
  body: string;
}

export interface AwsState {
  version: number;
  account: string;
  region: string;
  budget: BudgetState;
  paths: Path[];
  topics: Topic[];
  keys: Key[];
  deliveries: Delivery[];
  mails: Mail[];
  trouble: { id: string; says: string }[];
}

/** An issue, a change or a pull request; `difference` is what the last one changes. */
export interface Ticket {
  system: string;
  kind: string;
  id: string;
  title: string;
  text: string;
  state: string;
  open: boolean;
  url: string;
  at: number;
  difference: string;
  acts: { id: string; title: string }[];
}

export interface TicketsState {
  version: number;
  tickets: Ticket[];
}

export interface Happening {
  id: string;
  title: string;
  says: string;
  on: boolean | null;
  possible: boolean;
  why_not: string;
  /** What is waited for when it is pressed; "" for nothing that takes long. */
  meanwhile: string;
}
