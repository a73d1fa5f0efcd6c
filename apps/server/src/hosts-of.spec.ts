import { hostsOf } from './hosts-of';

test('one host, several with their ports, and nothing of the password', () => {
  expect(hostsOf('mongodb://forum:secret@db.example/?retryWrites=true')).toBe('db.example:27017');
  expect(hostsOf('mongodb://one:27017,two:27018,three/?replicaSet=throughline')).toBe(
    'one:27017, two:27018, three:27017',
  );
});
