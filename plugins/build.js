'use strict';

// Before packaging: every function's settings are read as it will read them, then tools/build.py
// makes dist/app.zip. `--param artefact=FILE` takes that file instead, for tests of the template.

const { spawnSync } = require('node:child_process');
const path = require('node:path');

class Build {
  constructor(serverless) {
    this.serverless = serverless;
    this.hooks = {
      'before:package:createDeploymentArtifacts': () => {
        this.say(serverless.service.custom.deploy.waysIn);
        const params = [].concat(serverless.processedInput.options.param || []);
        this.python(['-m', 'tools.deployment'], JSON.stringify(this.environments()));
        const given = params.some((param) => param.startsWith('artefact='));
        if (!given) this.python(['-m', 'tools.build']);
      },
    };
  }

  // How the alerts of ALERT_ACCOUNTS come in, as far as AWS's limits let them.
  say(sentence) {
    if (sentence) process.stdout.write(`${sentence}\n`);
  }

  environments() {
    const functions = Object.entries(this.serverless.service.functions);
    return Object.fromEntries(functions.map(([name, one]) => [name, one.environment]));
  }

  // The message of a Python program that failed is one sentence for whoever packages.
  python(args, input = '') {
    const program = this.path('.venv/bin/python');
    const run = spawnSync(program, args, { cwd: this.serverless.serviceDir, input, encoding: 'utf8' });
    const says = run.error ? `${program} does not run: make setup.` : run.stderr.trim();
    if (run.error || run.status !== 0) throw new this.serverless.classes.Error(says);
  }

  path(relative) {
    return path.join(this.serverless.serviceDir, relative);
  }
}

module.exports = Build;
