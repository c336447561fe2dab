'use strict';

// An error that is one sentence for whoever packages: osls would print its stack as well.
module.exports = (sentence) => {
  const error = new Error(sentence);
  error.stack = sentence;
  return error;
};
