import 'reflect-metadata';
import { MongoClientBulkWriteError, MongoServerError } from 'mongodb';
import { asDomainError } from './error.filter';

const said = (code: number) => new MongoServerError({ message: 'what a database says', code });
const named = (name: string) => Object.assign(new Error('what a driver says'), { name });

describe('what a database says while it goes and comes', () => {
  it.each([91, 189, 10_107, 11_600, 11_602, 13_435, 13_436])('code %i is no fault of ours: come again', (code) => {
    expect(asDomainError(said(code))).toMatchObject({ code: 'unavailable', details: { retryAfter: 2 } });
    const bulk = new MongoClientBulkWriteError({ message: 'in a bulk' });
    bulk.cause = said(code);
    expect(asDomainError(bulk).code).toBe('unavailable');
  });

  it('neither is a line that was taken from under a command, nor a majority that did not answer', () => {
    expect(asDomainError(named('PoolClearedOnNetworkError')).code).toBe('unavailable');
    const bulk = new MongoClientBulkWriteError({ message: 'in a bulk' });
    bulk.writeConcernErrors = [{ code: 64, message: 'waiting for replication timed out' }];
    expect(asDomainError(bulk).code).toBe('unavailable');
  });

  it('anything else is broken', () => {
    expect(asDomainError(said(2)).code).toBe('broken');
    expect(asDomainError(new MongoClientBulkWriteError({ message: 'in a bulk' })).code).toBe('broken');
    expect(asDomainError(named('TypeError')).code).toBe('broken');
  });
});
