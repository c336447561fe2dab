'use strict';

// A small CloudWatch dashboard: is the bot up, is it quick, does work pile up?

module.exports = async ({ resolveVariable }) => {
  const name = await resolveVariable('self:custom.name');
  const mends = (await resolveVariable('self:custom.deploy.mend')) === 'mend';
  const functions = ['slack', 'check', 'events', ...(mends ? ['mend'] : [])];
  const queues = ['check', 'alerts', 'sweep', ...(mends ? ['mend'] : [])];
  const dead = [...queues.map((q) => `${q}-dead`), 'events-failed', 'events-dead', 'subscription-dead'];
  const inboxes = Object.keys((await resolveVariable('self:custom.deploy')).inboxes);
  if (inboxes.length) dead.push('inbox-dead');
  const widgets = [
    chart('Calls', 'Sum', functions.map((f) => ['AWS/Lambda', 'Invocations', 'FunctionName', `${name}-${f}`])),
    chart('Errors', 'Sum', functions.map((f) => ['AWS/Lambda', 'Errors', 'FunctionName', `${name}-${f}`])),
    chart('Milliseconds, p95', 'p95', functions.map((f) => ['AWS/Lambda', 'Duration', 'FunctionName', `${name}-${f}`])),
    chart('Age of the oldest job, seconds', 'Maximum', queues.map((q) => age(`${name}-${q}`))),
    chart('Given up', 'Maximum', dead.map((q) => waiting(`${name}-${q}`))),
  ];
  return {
    Resources: {
      Dashboard: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: {
          // Dashboards are of the account, not of a Region.
          DashboardName: { 'Fn::Sub': `${name}-\${AWS::Region}` },
          DashboardBody: { 'Fn::Sub': JSON.stringify({ widgets }) },
        },
      },
    },
  };
};

function age(queue) {
  return ['AWS/SQS', 'ApproximateAgeOfOldestMessage', 'QueueName', queue];
}

function waiting(queue) {
  return ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', queue];
}

function chart(title, stat, metrics) {
  const properties = { title, stat, metrics, region: '${AWS::Region}', period: 300, view: 'timeSeries' };
  return { type: 'metric', width: 8, height: 6, properties };
}
