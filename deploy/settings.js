'use strict';

// The settings of a stage: deploy/<stage>.env, checked, and turned into what serverless.yml needs.
// The values of the bot's own settings are checked by bot/settings.py (plugins/build.js asks it).

const { readFileSync } = require('node:fs');
const path = require('node:path');
const { parseEnv } = require('node:util');
const { environments } = require('./environment.js');
const { inboxesOf, told } = require('./inboxes.js');
const { alertRegions, checked, listed, pairs, partition, region, SENDERS, SYSTEMS, waysIn } = require('./rules.js');
const stop = require('./stop.js');

const HERE = __dirname;
const STAGE = /^[a-z][a-z0-9-]{0,19}$/;

module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  if (!STAGE.test(stage)) {
    throw stop(`The stage ${stage} is no name for one: up to 20 of a-z, 0-9 and -.`);
  }
  const file = await resolveVariable('param:settings, null');
  const [said, shown] = read(stage, file);
  const values = checked(said, shown);
  const own = region(values);
  const name = `${await resolveVariable('self:service')}-${stage}`;
  const ways = waysIn(values, shown);
  const optInRegions = listed(values.ALERT_OPT_IN_REGIONS);
  const organization = values.ORGANIZATION_ID || '';
  const inboxes = inboxesOf({ ...ways, partition: partition(own), organization, optInRegions });
  const secretsParameter = values.SLACK_SECRETS_PARAMETER || `/budget-check/${stage}/slack`;
  return {
    region: own,
    mend: values.MENDERS ? 'mend' : 'no-mend',
    tickets: switched(SYSTEMS, listed(values.TICKETS)),
    ticketLeases: values.TICKETS || values.SOURCES_PARAMETER ? 'write' : 'none',
    ticketsSecret: values.TICKETS_SECRET_PARAMETER ? 'read' : 'none',
    ticketsSecretParameter: values.TICKETS_SECRET_PARAMETER,
    githubKey: values.GITHUB_KEY ? 'sign' : 'none',
    githubKeyArn: values.GITHUB_KEY,
    sources: values.SOURCES_PARAMETER ? 'read' : 'none',
    sourcesParameter: values.SOURCES_PARAMETER,
    routes: /(^|[;\n])\s*tag\s*:/.test(values.ROUTES || '') ? 'tags' : 'none',
    verdictEvents: values.VERDICT_EVENTS === 'true' ? 'put' : 'none',
    senders: switched(SENDERS, listed(values.SENDERS)),
    accounts: values.ACCOUNTS_PARAMETER ? 'listed' : 'own',
    accountsParameter: values.ACCOUNTS_PARAMETER,
    organization,
    bus: values.ACCOUNTS_PARAMETER && values.ORGANIZATION_ID ? 'organization' : 'closed',
    calledAccounts: ways.called,
    inboxes,
    waysIn: told(ways),
    inbox: Object.keys(inboxes).length ? 'read' : 'none',
    alertRegions: alertRegions(values, own),
    optInRegions,
    within: values.ORGANIZATION_ID ? 'organization' : 'anywhere',
    tagged: values.ONLY_TAGGED === 'false' ? 'any' : 'only',
    boundary: values.PERMISSIONS_BOUNDARY || null,
    checkConcurrency: Number(values.CHECK_CONCURRENCY || 5),
    secretsParameter,
    alarmActions: values.ALARM_TOPIC ? [values.ALARM_TOPIC] : [],
    logRetention: Number(values.LOG_RETENTION_DAYS || 90),
    frontDoorConcurrency: values.SLACK_CONCURRENCY ? Number(values.SLACK_CONCURRENCY) : null,
    tags: { ...pairs(values.TAGS), service: 'budget-check', stage },
    environment: environments({ ...values, SLACK_SECRETS_PARAMETER: secretsParameter }, name, Object.keys(inboxes)),
  };
};

function read(stage, param) {
  const file = param ? path.resolve(param) : path.join(HERE, `${stage}.env`);
  const shown = path.relative(path.dirname(HERE), file);
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw stop(`${shown} is missing: copy deploy/example.env to it and fill it in.`);
  }
  return [trimmed(parseEnv(text)), shown];
}

// `read` for each that is named, `none` for the others.
function switched(names, named) {
  return Object.fromEntries(names.map((name) => [name, named.includes(name) ? 'read' : 'none']));
}

function trimmed(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]));
}
