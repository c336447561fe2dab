'use strict';

// SNS may call `events` with what these topics carry, whoever subscribes it there: those of its own
// account and of the first of ALERT_ACCOUNTS (deploy/inboxes.js) in the Regions of ALERT_REGIONS. Lambda
// takes no `*` as the Region of a source ARN, so each account has one permission for each Region. From a
// Region that had to be switched on (ALERT_OPT_IN_REGIONS) SNS calls as `sns.<region>.amazonaws.com`
// (Amazon SNS developer guide, "cross-Region delivery").
//
// No SourceAccount beside the source ARN: SNS does not send it to Lambda, so "access [is] denied" (Lambda
// developer guide, the tutorial with SNS). The source ARN names the account.

module.exports = async ({ resolveVariable }) => {
  const { region: own, calledAccounts, alertRegions, optInRegions } = await resolveVariable('self:custom.deploy');
  const whose = [['OwnTopics', '${AWS::AccountId}'], ...calledAccounts.map((id) => [`Topics${id}`, id])];
  const made = whose.flatMap(([name, account]) => [
    ...alertRegions.map((region) => [
      `${name}${region === own ? '' : `From${plain(region)}`}Permission`,
      permission('sns.amazonaws.com', region === own ? '${AWS::Region}' : region, account),
    ]),
    ...optInRegions.map((region) => [
      `${name}In${plain(region)}Permission`,
      permission(`sns.${region}.amazonaws.com`, region, account),
    ]),
  ]);
  return { Resources: Object.fromEntries(made) };
};

function plain(region) {
  return region.replaceAll('-', '');
}

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
