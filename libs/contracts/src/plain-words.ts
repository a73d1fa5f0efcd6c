import { z } from 'zod';

const kinds: Record<string, string> = {
  string: 'Please write something here.',
  number: 'Please give a number.',
  int: 'Please give a whole number.',
  boolean: 'Please choose yes or no.',
  array: 'This should be a list.',
};

/** What is wrong with a field in words for a person, where its schema has none of its own. */
z.config({
  customError: (issue) => {
    switch (issue.code) {
      case 'invalid_type':
        return kinds[issue.expected] ?? 'This is missing, or not as expected.';
      case 'too_small':
        if (issue.origin === 'string' || issue.origin === 'array') return 'Please give a little more here.';
        return `The least is ${String(issue.minimum)}.`;
      case 'too_big':
        if (issue.origin === 'string' || issue.origin === 'array') return 'This is too much. Please give less.';
        return `The most is ${String(issue.maximum)}.`;
      case 'invalid_value':
        return 'Please choose one of those offered.';
      case 'invalid_format':
        return ['date', 'datetime', 'time'].includes(issue.format) ? 'Please give a date like 2026-07-08.' : undefined;
      default:
        return undefined;
    }
  },
});
