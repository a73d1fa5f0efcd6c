import { MongoClient } from 'mongodb';

/** The hosts that an address of MongoDB names, for a person: one or several, which is more than a URL can have. */
export function hostsOf(uri: string): string {
  return new MongoClient(uri).options.hosts.map(String).join(', ');
}
