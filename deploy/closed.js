'use strict';

// Which AWS services may leave a message in which queue, and for which resource of ours alone.

module.exports = async ({ resolveVariable }) => {
  const { accounts, alertAccounts } = await resolveVariable('self:custom.deploy');
  const rules = ['WatchRule', 'TicketRule', ...(accounts === 'listed' ? ['WatchMembersRule', 'TicketMembersRule'] : [])];
  const topics = ['${AWS::AccountId}', ...alertAccounts].map((id) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:sns:\${AWS::Region}:${id}:*`,
  }));
  return {
    Resources: {
      EventsDeadPolicy: policy('EventsDeadQueue', [
        letIn('FromOurs', 'EventsDeadQueue', 'events.amazonaws.com', { ArnEquals: { 'aws:SourceArn': rules.map(arn) } }),
      ]),
      SubscriptionDeadPolicy: policy('SubscriptionDeadQueue', [
        letIn('FromOurs', 'SubscriptionDeadQueue', 'sns.amazonaws.com', { ArnLike: { 'aws:SourceArn': topics } }),
      ]),
    },
  };
};

function arn(name) {
  return { 'Fn::GetAtt': [name, 'Arn'] };
}

function policy(queue, statements) {
  const PolicyDocument = { Version: '2012-10-17', Statement: statements };
  return { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: queue }], PolicyDocument } };
}

function letIn(sid, queue, service, condition) {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sqs:SendMessage',
    Resource: arn(queue),
    Condition: condition,
  };
}
