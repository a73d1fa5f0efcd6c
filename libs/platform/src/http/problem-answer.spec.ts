import { DomainError } from '@throughline/kernel';
import { problemPage } from './problem-answer';

describe('an error as a page', () => {
  it('speaks of saving only to who sent something', () => {
    const unavailable = new DomainError('unavailable');
    expect(problemPage(unavailable, 'GET')).not.toContain('saved');
    expect(problemPage(unavailable, 'GET')).toContain('cannot be shown just now');
    expect(problemPage(unavailable, 'POST')).toContain('cannot be saved just now');
    expect(problemPage(unavailable, 'POST')).toContain('what you typed may still be there');
  });

  it('says to wait where there was too much, and that there is nothing where there is nothing', () => {
    expect(problemPage(new DomainError('too-many'), 'GET')).toContain('Please wait a little');
    expect(problemPage(new DomainError('not-found'), 'GET')).toContain('<h1>There is nothing here</h1>');
    expect(problemPage(new DomainError('bad-input'), 'GET')).toContain('This address cannot be read');
  });

  it('has the ways out', () => {
    for (const way of ['"/"', '"/help"', '"/exit"'])
      expect(problemPage(new DomainError('broken'), 'POST')).toContain(`href=${way}`);
  });
});
