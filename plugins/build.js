'use strict';
class Build { constructor() { this.hooks = {}; } }
module.exports = Build;
