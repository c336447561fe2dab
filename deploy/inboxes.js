'use strict';

// By which way the alerts of ALERT_ACCOUNTS come in, as far as AWS's limits let them, and the queues for those that
// the function's policy has no room for: SNS delivers there, and `events` takes from there (bot/events/inbox.py).
//
// The function takes the own account and as many others as its policy holds (deploy/sns.js). Every listed account
// that does not fit there has its place in an inbox, 8,192 bytes of a policy each, by its place in the list: so what
// is added at the end moves nobody. All accounts of ORGANIZATION_ID together have one inbox, by one statement.

const stop = require('./stop.js');

// A function's policy holds 20 KB, and each permission takes some 400 bytes of it (deploy/sns.js).
const MOST_PERMISSIONS = 45;
// A queue's policy, all of it (Amazon SQS developer guide, "Amazon SQS policy quotas").
const MOST_BYTES = 8192;
// What deploy/closed.js says of each queue, with the longest names: tests/deploy/test_inboxes.py measures it.
const OTHER_STATEMENTS = 2300;
// A template holds 500 resources, and an inbox is four.
const MOST_INBOXES = 75;
const WHOLE = 'organization';
const GONE = '000000000000';

// `accounts` as ALERT_ACCOUNTS has them. Each is in `called` or in one of `inboxes`, and in no two.
function shared({ accounts, regions, optInRegions, partition, organization }, file) {
  const each = regions.length + optInRegions.length;
  const whole = accounts.includes(WHOLE);
  const listed = accounts.filter((one) => one !== WHOLE);
  const fits = Math.floor(MOST_PERMISSIONS / each) - 1;
  if (fits < 0) {
    throw stop(
      `ALERT_REGIONS and ALERT_OPT_IN_REGIONS in ${file} name ${each} Regions: the function takes ` +
        `${MOST_PERMISSIONS} permissions, one for each.`
    );
  }
  if (whole && !organization) {
    throw stop(`ALERT_ACCOUNTS in ${file} says ${WHOLE}: name it in ORGANIZATION_ID.`);
  }
  const inboxes = chunks(listed.slice(fits), perInbox(partition, optInRegions));
  if (inboxes.length > MOST_INBOXES) {
    throw stop(
      `ALERT_ACCOUNTS in ${file} names ${listed.length} accounts: ${fits} fit into the policy of the function, ` +
        `${perInbox(partition, optInRegions)} into that of a queue, and a stage has ${MOST_INBOXES} of these. ` +
        `Say ${WHOLE} instead: then one statement lets all accounts of ORGANIZATION_ID in.`
    );
  }
  return { called: there(listed.slice(0, fits)), inboxes: inboxes.map(there), whole };
}

// An account that is gone keeps its place in the list, so that no other moves.
function there(accounts) {
  return accounts.filter((one) => one !== GONE);
}

function perInbox(partition, optInRegions) {
  const principals = JSON.stringify(services(optInRegions), null, 1).length;
  const room = MOST_BYTES - OTHER_STATEMENTS - principals;
  return Math.floor(room / (JSON.stringify(topicsOf(partition, GONE)).length + 2));
}

function chunks(list, size) {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size));
}

// From a Region that had to be switched on SNS comes under a name of its own (docs/facts.md 11a).
function services(optInRegions) {
  return ['sns.amazonaws.com', ...optInRegions.map((region) => `sns.${region}.amazonaws.com`)];
}

function topicsOf(partition, account) {
  return `arn:${partition}:sns:*:${account}:*`;
}

// The inboxes by the last part of their names, each with the condition under which SNS may send there.
function inboxesOf({ inboxes, whole, partition, organization, optInRegions }) {
  const letIn = (Condition) => ({ Service: services(optInRegions), Condition });
  const numbered = inboxes.map((accounts, n) => [
    String(n + 1),
    letIn({ ArnLike: { 'aws:SourceArn': accounts.map((one) => topicsOf(partition, one)) } }),
  ]);
  const all = letIn({
    StringEquals: { 'aws:SourceOrgID': organization },
    ArnLike: { 'aws:SourceArn': topicsOf(partition, '*') },
  });
  return Object.fromEntries([...numbered, ...(whole ? [[WHOLE, all]] : [])]);
}

// A sentence for whoever packages; none where there is no inbox.
function told({ called, inboxes, whole }) {
  if (!inboxes.length && !whole) return '';
  const listed = inboxes.flat().length;
  const parts = [
    `${called.length} of them and the own account call the function`,
    ...(listed ? [`${listed} share ${inboxes.length} ${inboxes.length === 1 ? 'inbox' : 'inboxes'}`] : []),
    ...(whole ? [`all of ORGANIZATION_ID share the inbox ${WHOLE}`] : []),
  ];
  return `ALERT_ACCOUNTS: ${parts.join(', ')} (docs/alerts.md).`;
}

function logical(name) {
  return `Inbox${name[0].toUpperCase()}${name.slice(1)}Queue`;
}

module.exports = { GONE, inboxesOf, logical, shared, told };
