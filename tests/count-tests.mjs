// Counts what jest reports. Tests that a name pattern left out were not asked for, so they are not skipped ones.

/** The pattern of `-t`, in the ways that jest takes it. */
function namePattern(given) {
  const place = given.findIndex((argument) => /^(-t|--testNamePattern)(=|$)/.test(argument));
  if (place < 0) return undefined;
  const [, joined] = /^[^=]*=(.*)$/s.exec(given[place]) ?? [];
  return new RegExp(joined ?? given[place + 1] ?? '', 'i');
}

/** How many tests passed, failed and were skipped; a file that could not be run counts as one failed. */
export function countTests(results, given) {
  const pattern = namePattern(given);
  const asked = ({ fullName }) => pattern === undefined || pattern.test(fullName);
  const left = results.testResults
    .flatMap((file) => file.assertionResults)
    .filter(({ status }) => ['pending', 'todo', 'disabled'].includes(status));
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: left.filter(asked).length,
  };
}
