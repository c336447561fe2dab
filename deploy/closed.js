'use strict';

// Who may send to and receive from which queue: the functions' own roles and the services that need it,
// and nobody else, whatever IAM allows them. A job is believed (it says who asked), so the right to send
// one is the right to act in anybody's name.
//
// Only a Deny keeps out who may do it by a policy of their own. Lambda polls a queue, and sends to an
// on-failure queue, as the function's role; a schedule sends to its dead-letter queue as its own. Services
// are let in by an Allow, each for resources of ours alone. SQS moves jobs to their dead-letter queue by
// itself, and asks for no right: so a queue says in its RedriveAllowPolicy whose it is (deploy/queues.yml).

const { logical } = require('./inboxes.js');

module.exports = async ({ resolveVariable }) => {
  const deploy = await resolveVariable('self:custom.deploy');
  const made = Object.entries(queues(deploy)).map(([name, one]) => [`${name.replace(/Queue$/, '')}Policy`, policy(name, one)]);
  return { Resources: Object.fromEntries(made) };
};

function queues({ mend, accounts, calledAccounts, inboxes }) {
  const mends = mend === 'mend';
  const doors = ['SlackRole', 'EventsRole'];
  const asked = [...doors, 'CheckRole', ...(mends ? ['MendRole'] : [])];
  const dead = { sends: [], receives: ['EventsRole'] };
  return {
    CheckQueue: { sends: asked, receives: ['CheckRole'] },
    CheckDeadQueue: dead,
    AlertsQueue: { sends: asked, receives: ['CheckRole'] },
    AlertsDeadQueue: dead,
    SweepQueue: { sends: ['EventsRole', 'CheckRole'], receives: ['CheckRole'] },
    SweepDeadQueue: dead,
    ...(mends && { MendQueue: { sends: [...doors, 'MendRole'], receives: ['MendRole'] }, MendDeadQueue: dead }),
    EventsFailedQueue: { sends: ['EventsRole'], receives: ['EventsRole'] },
    EventsDeadQueue: { sends: ['SchedulerRole'], receives: ['EventsRole'], letIn: rules(accounts) },
    SubscriptionDeadQueue: { ...dead, letIn: topics(calledAccounts) },
    ...Object.fromEntries(Object.entries(inboxes).map(([name, letIn]) => [logical(name), { ...dead, letIn }])),
    ...(Object.keys(inboxes).length && { InboxDeadQueue: dead }),
  };
}

function rules(accounts) {
  const names = ['WatchRule', 'TicketRule', ...(accounts === 'listed' ? ['WatchMembersRule', 'TicketMembersRule'] : [])];
  return { Service: 'events.amazonaws.com', Condition: { ArnEquals: { 'aws:SourceArn': names.map(arn) } } };
}

function topics(accounts) {
  const arns = ['${AWS::AccountId}', ...accounts].map((id) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:sns:\${AWS::Region}:${id}:*`,
  }));
  return { Service: 'sns.amazonaws.com', Condition: { ArnLike: { 'aws:SourceArn': arns } } };
}

function policy(queue, { sends, receives, letIn }) {
  const Resource = arn(queue);
  const statements = [
    nobodyElse('NobodyElseSends', 'sqs:SendMessage', sends),
    nobodyElse('NobodyElseReceives', 'sqs:ReceiveMessage', receives),
    { Sid: 'NobodyPurges', Effect: 'Deny', Principal: '*', Action: 'sqs:PurgeQueue' },
    {
      Sid: 'OnlyOverTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ];
  if (letIn) {
    const { Service, Condition } = letIn;
    statements.push({ Sid: 'FromOurs', Effect: 'Allow', Principal: { Service }, Action: 'sqs:SendMessage', Condition });
  }
  const Statement = statements.map((one) => ({ ...one, Resource }));
  const PolicyDocument = { Version: '2012-10-17', Statement };
  return { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: queue }], PolicyDocument } };
}

// A service has no aws:PrincipalArn, which ArnNotEquals takes for another one: hence the second key.
function nobodyElse(sid, action, roles) {
  const Condition = { Bool: { 'aws:PrincipalIsAWSService': 'false' } };
  if (roles.length) Condition.ArnNotEquals = { 'aws:PrincipalArn': roles.map(arn) };
  return { Sid: sid, Effect: 'Deny', Principal: '*', Action: action, Condition };
}

function arn(name) {
  return { 'Fn::GetAtt': [name, 'Arn'] };
}
