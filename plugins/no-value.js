'use strict';

// Takes `!Ref AWS::NoValue` out of the template, as CloudFormation would: what is packaged is what a
// reviewer and the gates read.

class NoValue {
  constructor(serverless) {
    this.hooks = {
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        const template = serverless.service.provider.compiledCloudFormationTemplate;
        template.Resources = without(template.Resources);
      },
    };
  }
}

function isNoValue(node) {
  return node === null || (typeof node === 'object' && node.Ref === 'AWS::NoValue');
}

function without(node) {
  if (Array.isArray(node)) return node.filter((one) => !isNoValue(one)).map(without);
  if (typeof node !== 'object') return node;
  const kept = Object.entries(node).filter(([, value]) => !isNoValue(value));
  return Object.fromEntries(kept.map(([name, value]) => [name, without(value)]));
}

module.exports = NoValue;
