'use strict';

// Which function is told which settings: only what it reads.

const { readdirSync } = require('node:fs');
const path = require('node:path');

// A ticket system is a file of bot/tickets; its settings begin with its name.
const SYSTEMS = readdirSync(path.join(path.dirname(__dirname), 'bot', 'tickets'))
  .filter((file) => /^[a-z]\w*\.py$/.test(file))
  .map((file) => path.basename(file, '.py'));
const OF_A_SYSTEM = new RegExp(`^(${SYSTEMS.join('|').toUpperCase()})_[A-Z_]+$`);
const SLACK = [
  'SLACK_SECRETS_PARAMETER',
  'SLACK_API_URL',
  'SLACK_TEAM_ID',
  'SLACK_BOT_ID',
  'SLACK_BOT_USER_ID',
  'EXTRA_TIMEOUT',
];
const WORKERS = [
  'VIEWERS',
  'MENDERS',
  'APPROVALS',
  'ALLOW_UNENCRYPTED',
  'ALERTS_CHANNEL',
  'ROUTES',
  'DIGEST',
  'DIGEST_CHANNEL',
  'VERDICT_EVENTS',
  'ALERT_APPS',
  'ACKNOWLEDGE_WITHIN',
  'TICKETS',
  'TICKETS_SECRET_PARAMETER',
  'SOURCES_PARAMETER',
  'DEPLOYED_WITHIN',
  'ACCOUNTS_PARAMETER',
  'SENDERS',
];
// An empty one says that nobody may use the fix, so it is passed on as it stands.
const OF_ONE_FIX = /^MENDERS_[A-Z_]+$/;

function environments(values, name, inboxes) {
  const mends = Boolean(values.MENDERS);
  const queues = { CHECK_QUEUE_URL: { Ref: 'CheckQueue' }, ALERTS_QUEUE_URL: { Ref: 'AlertsQueue' } };
  const sweeps = { SWEEP_QUEUE_URL: { Ref: 'SweepQueue' } };
  if (mends) queues.MEND_QUEUE_URL = { Ref: 'MendQueue' };
  const slack = picked(values, SLACK);
  const fixes = Object.entries(values).filter(([key]) => OF_ONE_FIX.test(key));
  const systems = Object.keys(values).filter((key) => OF_A_SYSTEM.test(key));
  const worker = {
    ...slack,
    ...picked(values, [...WORKERS, ...systems]),
    ...Object.fromEntries(fixes),
    ...queues,
    ...sweeps,
    TABLES_PREFIX: name,
    EVENTS_FUNCTION: { 'Fn::GetAtt': ['EventsLambdaFunction', 'Arn'] },
    SUBSCRIPTION_DEAD_QUEUE: { 'Fn::GetAtt': ['SubscriptionDeadQueue', 'Arn'] },
    ...(inboxes.length ? { INBOX_QUEUES: inboxArns(name) } : {}),
  };
  return { slack: { ...slack, ...queues }, check: worker, mend: worker, events: { ...queues, ...sweeps, ...dead(mends, inboxes) } };
}

// What the ARN of each inbox begins with (deploy/inbox.js): all of them would fill a function's environment.
function inboxArns(name) {
  return { 'Fn::Sub': `arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:${name}-inbox-` };
}

// What `events` plays again (handlers/redrive.py).
function dead(mends, inboxes) {
  return {
    CHECK_DEAD_QUEUE_URL: { Ref: 'CheckDeadQueue' },
    ALERTS_DEAD_QUEUE_URL: { Ref: 'AlertsDeadQueue' },
    SWEEP_DEAD_QUEUE_URL: { Ref: 'SweepDeadQueue' },
    ...(mends ? { MEND_DEAD_QUEUE_URL: { Ref: 'MendDeadQueue' } } : {}),
    EVENTS_FAILED_QUEUE_URL: { Ref: 'EventsFailedQueue' },
    EVENTS_DEAD_QUEUE_URL: { Ref: 'EventsDeadQueue' },
    SUBSCRIPTION_DEAD_QUEUE_URL: { Ref: 'SubscriptionDeadQueue' },
    ...(inboxes.length ? { INBOX_DEAD_QUEUE_URL: { Ref: 'InboxDeadQueue' } } : {}),
  };
}

function picked(values, names) {
  return Object.fromEntries(names.filter((name) => values[name]).map((name) => [name, values[name]]));
}

module.exports = {
  environments,
  OF_A_SYSTEM,
  OF_ONE_FIX,
  OF_THE_BOT: [...SLACK, ...WORKERS],
  SYSTEMS,
};
