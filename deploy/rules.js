'use strict';

// What may stand in deploy/<stage>.env. Each mistake stops the packaging with one sentence.

const { OF_A_SYSTEM, OF_ONE_FIX, OF_THE_BOT, SYSTEMS } = require('./environment.js');
const { GONE, shared } = require('./inboxes.js');
const stop = require('./stop.js');

const SECRETS = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'];
const NEEDED = ['SLACK_TEAM_ID', 'SLACK_BOT_ID', 'SLACK_BOT_USER_ID'];
// What CloudWatch Logs takes as RetentionInDays.
const DAYS = '1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653';
// Each has its rights in deploy/roles.yml.
const SENDERS = ['alarms', 'anomalies', 'config', 'elasticache', 'rds', 'rules', 'trails'];
const PARAMETER = /^(\/[A-Za-z0-9_.-]+)+$/;
// Settings of the deployment alone, and of those of the bot what the rights are built from.
const REGION = [/^[a-z]{2,}(-[a-z]+)+-\d$/, 'name a Region, as in eu-west-1'];
const REGIONS = [
  /^([a-z]{2,}(-[a-z]+)+-\d(\s*,\s*[a-z]{2,}(-[a-z]+)+-\d)*)?$/,
  'list Regions, as in eu-west-1, with commas between them',
];
// Other partitions have Regions of their own.
const ELSEWHERE = /^(?<where>us-gov|us-iso[a-z]*|cn)-/;
const FORMS = {
  AWS_REGION: REGION,
  ALARM_TOPIC: [/^(arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+)?$/, 'give the ARN of an SNS topic'],
  VERDICT_EVENTS: [/^(true|false)?$/, 'say true or false'],
  ONLY_TAGGED: [/^(true|false)?$/, 'say true or false'],
  PERMISSIONS_BOUNDARY: [
    /^(arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@\/-]+)?$/,
    'give the ARN of a policy, as in arn:aws:iam::111111111111:policy/boundary',
  ],
  TAGS: [
    // What AWS takes in tags; `service` and `stage` are set by the deployment.
    /^((?!aws:|service=|stage=)[\w .:\/+@-]{1,128}=[\w .:\/+@-]{0,256}(\s*,\s*(?!aws:|service=|stage=)[\w .:\/+@-]{1,128}=[\w .:\/+@-]{0,256})*)?$/,
    'list tags, as in cost-centre=1234,owner=finops; service and stage are there already',
  ],
  CHECK_CONCURRENCY: [/^([2-9]|[1-9]\d{1,2}|1000)?$/, 'say a whole number from 2 to 1000, or leave it out'],
  LOG_RETENTION_DAYS: [new RegExp(`^(${DAYS.replaceAll(' ', '|')})?$`), `say one of ${DAYS}`],
  SLACK_CONCURRENCY: [/^([1-9]\d{0,3})?$/, 'say a whole number from 1 to 9999, or leave it out'],
  SLACK_SECRETS_PARAMETER: [PARAMETER, 'give the path of the parameters, as in /budget-check/prod/slack'],
  ACCOUNTS_PARAMETER: [PARAMETER, 'give the path of the parameters, as in /budget-check/prod/accounts'],
  ORGANIZATION_ID: [/^(o-[a-z0-9]{10,32})?$/, 'give the id of an organisation, as in o-a1b2c3d4e5'],
  ALERT_ACCOUNTS: [
    /^((\d{12}|organization)(\s*,\s*(\d{12}|organization))*)?$/,
    'list account ids of 12 digits, with commas between them, or say organization',
  ],
  ALERT_REGIONS: REGIONS,
  ALERT_OPT_IN_REGIONS: REGIONS,
  TICKETS: someOf(SYSTEMS),
  TICKETS_SECRET_PARAMETER: [PARAMETER, 'give the name of the parameter, as in /budget-check/prod/tickets'],
  GITHUB_KEY: [/^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+)?$/, 'give the ARN of a KMS key'],
  SOURCES_PARAMETER: [PARAMETER, 'give the name of the parameter, as in /budget-check/prod/sources'],
  SENDERS: someOf(SENDERS),
};

function someOf(words) {
  const one = `(${words.join('|')})`;
  return [new RegExp(`^(${one}(\\s*,\\s*${one})*)?$`), `list some of ${words.join(', ')}`];
}

function checked(values, file) {
  for (const name of Object.keys(values)) refuse(name, file);
  for (const name of NEEDED) {
    if (!values[name]) {
      throw stop(`${name} is missing in ${file}: \`python -m bot doctor\` prints it.`);
    }
  }
  for (const [name, [form, how]] of Object.entries(FORMS)) {
    if (values[name] && !form.test(values[name])) {
      throw stop(`${name} in ${file} is ${JSON.stringify(values[name])}: ${how}.`);
    }
  }
  return values;
}

function words(value) {
  return (value || '').split(',').map((one) => one.trim()).filter(Boolean);
}

function listed(value) {
  return [...new Set(words(value))];
}

// The Regions whose topics may call `events`: that of the stage, and that of AWS Budgets.
function alertRegions(values, own) {
  const named = listed(values.ALERT_REGIONS);
  if (named.length) return named;
  return ELSEWHERE.test(own) ? [own] : [...new Set([own, 'us-east-1'])];
}

function region(values) {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  return values.AWS_REGION || AWS_REGION || AWS_DEFAULT_REGION || 'us-east-1';
}

// `key=value` with commas between them, as an object.
function pairs(value) {
  return Object.fromEntries(
    listed(value).map((one) => {
      const at = one.indexOf('=');
      return [one.slice(0, at).trim(), one.slice(at + 1).trim()];
    })
  );
}

// What deploy/inboxes.js makes of ALERT_ACCOUNTS; what AWS has no room for stops the packaging.
function waysIn(values, file) {
  const own = region(values);
  return shared(
    {
      accounts: inTheirPlaces(values.ALERT_ACCOUNTS),
      regions: alertRegions(values, own),
      optInRegions: listed(values.ALERT_OPT_IN_REGIONS),
      partition: partition(own),
      organization: values.ORGANIZATION_ID,
    },
    file
  );
}

// Each once, and as often as it stands there what holds the place of one that is gone.
function inTheirPlaces(value) {
  const seen = new Set();
  return words(value).filter((one) => one === GONE || (!seen.has(one) && seen.add(one)));
}

function partition(own) {
  const elsewhere = own.match(ELSEWHERE);
  return elsewhere ? `aws-${elsewhere.groups.where}` : 'aws';
}

function refuse(name, file) {
  if (SECRETS.includes(name)) {
    throw stop(
      `${name} is a secret and must not stand in ${file}: keep it in SSM, as a SecureString ` +
        'beneath the path that SLACK_SECRETS_PARAMETER names.'
    );
  }
  const known = OF_THE_BOT.includes(name) || name in FORMS || OF_ONE_FIX.test(name) || OF_A_SYSTEM.test(name);
  if (!known) {
    throw stop(`${name} in ${file} is no setting of a deployment: correct it or take it out.`);
  }
}

module.exports = { alertRegions, checked, listed, pairs, partition, region, SENDERS, SYSTEMS, waysIn };
