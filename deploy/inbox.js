'use strict';

// The inboxes as resources (deploy/inboxes.js says which there are), and where they leave what fails five times. Who
// may send and receive is in deploy/closed.js.

const { logical } = require('./inboxes.js');

module.exports = async ({ resolveVariable }) => {
  const name = await resolveVariable('self:custom.name');
  const stage = await resolveVariable('sls:stage');
  const { inboxes, alarmActions } = await resolveVariable('self:custom.deploy');
  const names = Object.keys(inboxes);
  if (!names.length) return { Resources: {} };
  return {
    Resources: Object.assign(
      {},
      ...names.map((one) => inbox(name, one, alarmActions)),
      kept(name, stage, names, alarmActions)
    ),
  };
};

function inbox(name, one, alarmActions) {
  const id = logical(one);
  return {
    [id]: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: `${name}-inbox-${one}`,
        RedriveAllowPolicy: { redrivePermission: 'denyAll' },
        // Not a key of KMS: its policy would have to let SNS in (docs/facts.md 2.4).
        SqsManagedSseEnabled: true,
        VisibilityTimeout: 180, // six times the function's, as AWS advises
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['InboxDeadQueue', 'Arn'] }, maxReceiveCount: 5 },
      },
    },
    [`${id}Mapping`]: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: { Ref: 'EventsLambdaFunction' },
        EventSourceArn: { 'Fn::GetAtt': [id, 'Arn'] },
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      },
      // Lambda looks whether the role may read the queue.
      DependsOn: [`${id.replace(/Queue$/, '')}Policy`, 'EventsRole'],
    },
    [`${id}AgeAlarm`]: alarm(`${name}-inbox-${one}-age`, alarmActions, {
      AlarmDescription: `The oldest message of the inbox ${one} has waited for more than ten minutes.`,
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [id, 'QueueName'] } }],
      EvaluationPeriods: 5,
      Threshold: 600,
    }),
  };
}

function kept(name, stage, names, alarmActions) {
  return {
    InboxDeadQueue: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: `${name}-inbox-dead`,
        RedriveAllowPolicy: allowed(names, name),
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: 1209600,
      },
    },
    InboxDeadAlarm: alarm(`${name}-inbox-dead`, alarmActions, {
      AlarmDescription:
        `A message of another account's topic could not be taken five times; the log of ${name}-events says why. ` +
        `Once the cause is gone, \`python -m bot redrive --stage ${stage}\` plays it again.`,
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['InboxDeadQueue', 'QueueName'] } }],
      EvaluationPeriods: 1,
      Threshold: 0,
    }),
  };
}

// SQS takes ten sources by name. Beyond these any queue of the account may leave messages here, which is why
// `events` asks for SNS's signature of what it plays again, too.
function allowed(names, name) {
  if (names.length > 10) return { redrivePermission: 'allowAll' };
  const arn = (one) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:${name}-inbox-${one}` });
  return { redrivePermission: 'byQueue', sourceQueueArns: names.map(arn) };
}

function alarm(AlarmName, AlarmActions, properties) {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName,
      Namespace: 'AWS/SQS',
      Statistic: 'Maximum',
      Period: 60,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions,
      ...properties,
    },
  };
}
