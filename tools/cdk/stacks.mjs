// What people write with the CDK around a budget's alert: one small stack for each.
import { ArnFormat, CfnParameter, Duration, Fn, NestedStack } from "aws-cdk-lib";
import * as budgets from "aws-cdk-lib/aws-budgets";
import * as chatbot from "aws-cdk-lib/aws-chatbot";
import * as cloudtrail from "aws-cdk-lib/aws-cloudtrail";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import * as events from "aws-cdk-lib/aws-events";
import { SnsTopic } from "aws-cdk-lib/aws-events-targets";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as sns from "aws-cdk-lib/aws-sns";
import * as subscriptions from "aws-cdk-lib/aws-sns-subscriptions";
import * as sqs from "aws-cdk-lib/aws-sqs";

const BUDGETS = new iam.ServicePrincipal("budgets.amazonaws.com");
const TEAM = new subscriptions.EmailSubscription("team@example.com");

function budget(stack, address, name = "monthly") {
  return new budgets.CfnBudget(stack, `Budget-${name}`, {
    budget: {
      budgetName: name,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: 100, unit: "USD" },
    },
    notificationsWithSubscribers: [
      {
        notification: {
          notificationType: "ACTUAL",
          comparisonOperator: "GREATER_THAN",
          threshold: 80,
          thresholdType: "PERCENTAGE",
        },
        subscribers: [{ subscriptionType: "SNS", address }],
      },
    ],
  });
}

function subscribed(stack, props = {}) {
  const topic = new sns.Topic(stack, "Alerts", props);
  topic.addSubscription(TEAM);
  return topic;
}

const forBudgets = (resources) =>
  new iam.PolicyStatement({ principals: [BUDGETS], actions: ["sns:Publish"], resources });

const onKey = () =>
  new iam.PolicyStatement({
    principals: [BUDGETS],
    actions: ["kms:GenerateDataKey*", "kms:Decrypt"],
    resources: ["*"],
  });

export const STACKS = {
  // No permission at all: the CDK writes no topic policy.
  "topic-alone": (stack) => budget(stack, subscribed(stack).topicArn),

  "grant-publish": (stack) => {
    const topic = subscribed(stack);
    topic.grantPublish(BUDGETS);
    budget(stack, topic.topicArn);
  },

  // AWS's own statement, with both conditions.
  "source-conditions": (stack) => {
    const topic = subscribed(stack, { topicName: "alerts" });
    const statement = forBudgets([topic.topicArn]);
    statement.addCondition("StringEquals", { "aws:SourceAccount": stack.account });
    statement.addCondition("ArnLike", {
      "aws:SourceArn": stack.formatArn({
        service: "budgets",
        region: "",
        resource: "*",
        arnFormat: ArnFormat.NO_RESOURCE_NAME,
      }),
    });
    topic.addToResourcePolicy(statement);
    budget(stack, topic.topicArn);
  },

  // masterKey, and the statement for the topic alone: the key's policy is forgotten.
  "master-key": (stack) => {
    const topic = subscribed(stack, { masterKey: new kms.Key(stack, "Key") });
    topic.addToResourcePolicy(forBudgets([topic.topicArn]));
    budget(stack, topic.topicArn);
  },

  // grantPublish lets it use the key as well.
  "master-key-grant-publish": (stack) => {
    const topic = subscribed(stack, { masterKey: new kms.Key(stack, "Key") });
    topic.grantPublish(BUDGETS);
    budget(stack, topic.topicArn);
  },

  "master-key-granted": (stack) => {
    const key = new kms.Key(stack, "Key", { alias: "alerts", enableKeyRotation: true });
    key.addToResourcePolicy(onKey());
    const topic = subscribed(stack, { masterKey: key });
    topic.grantPublish(BUDGETS);
    budget(stack, topic.topicArn);
  },

  // grantEncryptDecrypt for a service: kms:Decrypt, kms:Encrypt, kms:ReEncrypt*, kms:GenerateDataKey*.
  "grant-encrypt-decrypt": (stack) => {
    const key = new kms.Key(stack, "Key");
    key.grantEncryptDecrypt(BUDGETS);
    const topic = subscribed(stack, { masterKey: key });
    topic.grantPublish(BUDGETS);
    budget(stack, topic.topicArn);
  },

  // Only Encrypt: a publish needs GenerateDataKey and Decrypt.
  "grant-encrypt": (stack) => {
    const key = new kms.Key(stack, "Key");
    key.grantEncrypt(BUDGETS);
    const topic = subscribed(stack, { masterKey: key });
    topic.addToResourcePolicy(forBudgets([topic.topicArn]));
    budget(stack, topic.topicArn);
  },

  "imported-key": (stack) => {
    const arn = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const topic = subscribed(stack, { masterKey: kms.Key.fromKeyArn(stack, "Key", arn) });
    topic.grantPublish(BUDGETS);
    budget(stack, topic.topicArn);
  },

  "key-of-another-stack": (stack) => {
    const key = kms.Key.fromKeyArn(stack, "Key", Fn.importValue("SharedKeyArn"));
    const topic = subscribed(stack, { masterKey: key });
    topic.grantPublish(BUDGETS);
    budget(stack, topic.topicArn);
  },

  "aws-managed-key": (stack) => {
    const key = kms.Alias.fromAliasName(stack, "Key", "alias/aws/sns");
    const topic = subscribed(stack, { masterKey: key });
    topic.grantPublish(BUDGETS);
    budget(stack, topic.topicArn);
  },

  // enforceSSL alone makes a policy that has a Deny and lets nobody in.
  "enforce-ssl": (stack) => budget(stack, subscribed(stack, { enforceSSL: true }).topicArn),

  "enforce-ssl-granted": (stack) => {
    const topic = subscribed(stack, { enforceSSL: true });
    topic.grantPublish(BUDGETS);
    budget(stack, topic.topicArn);
  },

  // A rule's target lets EventBridge in, and not AWS Budgets.
  "rule-with-topic": (stack) => {
    const topic = subscribed(stack);
    new events.Rule(stack, "Rule", {
      schedule: events.Schedule.rate(Duration.days(1)),
      targets: [new SnsTopic(topic)],
    });
    budget(stack, topic.topicArn);
  },

  // An alarm's action adds no statement: the default policy stays.
  "alarm-action": (stack) => {
    const topic = subscribed(stack);
    topic.grantPublish(BUDGETS);
    const metric = new cloudwatch.Metric({ namespace: "AWS/Billing", metricName: "EstimatedCharges" });
    new cloudwatch.Alarm(stack, "Alarm", { metric, threshold: 1, evaluationPeriods: 1 })
      .addAlarmAction(new SnsAction(topic));
    budget(stack, topic.topicArn);
  },

  "trail-with-topic": (stack) => {
    const topic = subscribed(stack);
    new cloudtrail.Trail(stack, "Trail", { snsTopic: topic });
    topic.grantPublish(BUDGETS);
    budget(stack, topic.topicArn);
  },

  "imported-topic": (stack) => {
    const topic = sns.Topic.fromTopicArn(stack, "Alerts", "arn:aws:sns:eu-west-1:111111111111:alerts");
    topic.grantPublish(BUDGETS);
    budget(stack, topic.topicArn);
  },

  // Two policies of one topic: the last one written stays, and nobody says which that is.
  "two-policies": (stack) => {
    const topic = subscribed(stack);
    topic.grantPublish(BUDGETS);
    const second = new sns.TopicPolicy(stack, "Second", { topics: [topic] });
    second.document.addStatements(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal("events.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
      }),
    );
    budget(stack, topic.topicArn);
  },

  "function-and-queue": (stack) => {
    const topic = new sns.Topic(stack, "Alerts");
    topic.grantPublish(BUDGETS);
    const handler = new lambda.Function(stack, "Handler", {
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: "index.handler",
      code: lambda.Code.fromInline("def handler(event, context): pass"),
    });
    topic.addSubscription(new subscriptions.LambdaSubscription(handler));
    topic.addSubscription(new subscriptions.SqsSubscription(new sqs.Queue(stack, "Queue")));
    budget(stack, topic.topicArn);
  },

  "slack-channel": (stack) => {
    const topic = new sns.Topic(stack, "Alerts");
    topic.grantPublish(BUDGETS);
    new chatbot.SlackChannelConfiguration(stack, "Channel", {
      slackChannelConfigurationName: "costs",
      slackWorkspaceId: "T0123456789",
      slackChannelId: "C0123456789",
      notificationTopics: [topic],
    });
    budget(stack, topic.topicArn);
  },

  // Nobody is subscribed here; somebody may be elsewhere.
  "nobody-subscribed": (stack) => {
    const topic = new sns.Topic(stack, "Alerts");
    topic.grantPublish(BUDGETS);
    budget(stack, topic.topicArn);
  },

  "topic-as-parameter": (stack) => {
    const parameter = new CfnParameter(stack, "AlertTopicArn", { type: "String" });
    budget(stack, parameter.valueAsString);
  },

  // The key's policy names a role of another stack besides: that decides nothing.
  "key-with-an-imported-role": (stack) => {
    const key = new kms.Key(stack, "Key");
    key.addToResourcePolicy(onKey());
    key.grantDecrypt(new iam.ArnPrincipal(Fn.importValue("ReaderRoleArn")));
    const topic = subscribed(stack, { masterKey: key });
    topic.grantPublish(BUDGETS);
    budget(stack, topic.topicArn);
  },

  "topic-in-a-nested-stack": (stack) => {
    const nested = new NestedStack(stack, "Nested");
    const topic = subscribed(nested);
    topic.grantPublish(BUDGETS);
    budget(stack, topic.topicArn);
  },
};
