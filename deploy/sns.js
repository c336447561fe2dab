'use strict';

// SNS may call `events` with what these topics carry, whoever subscribes it there: those of its own
// account and of ALERT_ACCOUNTS, one permission each. From a Region that had to be switched on SNS calls
// as `sns.<region>.amazonaws.com` (Amazon SNS developer guide, "cross-Region delivery"): one more each.
//
// No SourceAccount beside the source ARN: SNS does not send it to Lambda, so "access [is] denied" (Lambda
// developer guide, the tutorial with SNS). The source ARN names the account.

module.exports = async ({ resolveVariable }) => {
  const accounts = await resolveVariable('self:custom.deploy.alertAccounts');
  const regions = await resolveVariable('self:custom.deploy.alertRegions');
  const whose = [['OwnTopics', '${AWS::AccountId}'], ...accounts.map((id) => [`Topics${id}`, id])];
  const made = whose.flatMap(([name, account]) => [
    [`${name}Permission`, permission('sns.amazonaws.com', '*', account)],
    ...regions.map((region) => [
      `${name}In${region.replaceAll('-', '')}Permission`,
      permission(`sns.${region}.amazonaws.com`, region, account),
    ]),
  ]);
  return { Resources: Object.fromEntries(made) };
};

function permission(principal, region, account) {
  return {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: { 'Fn::GetAtt': ['EventsLambdaFunction', 'Arn'] },
      Action: 'lambda:InvokeFunction',
      Principal: principal,
      SourceArn: { 'Fn::Sub': `arn:\${AWS::Partition}:sns:${region}:${account}:*` },
    },
  };
}
