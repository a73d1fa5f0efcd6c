import type { Community } from './community.schema';

/** A community before anybody changed anything: true anywhere in the United Kingdom, and safe from the first minute. */
export function newCommunity(now: Date): Community {
  return {
    _id: 'community',
    name: 'Our community of practice',
    place: '',
    headline: 'What gets in people’s way, talked through until it changes',
    welcome:
      'People who have been homeless, in prison or unwell, and people whose work it is to help, meet here once a month and write to each other in between. All of them count alike.',
    exitTo: 'https://www.bbc.co.uk/weather',
    timeZone: 'Europe/London',
    supportLines: [
      { what: 'You or somebody in danger', number: '999' },
      { what: 'Samaritans, any time, free', number: '116 123' },
      { what: 'Urgent, but not an emergency: NHS', number: '111' },
    ],
    agreement: [
      {
        title: 'What is said here stays a conversation.',
        text: 'It is not used in case files, enforcement, recall or benefit decisions, except to prevent serious harm or where the law requires it. This is a promise between people. It is not a legal shield.',
      },
      {
        title: 'No one here can be known from what others write.',
        text: 'Leave out names, places and dates that point at a person.',
      },
      { title: 'Disagree with the idea, be kind to the person.', text: 'Nobody is “hard to reach” here.' },
      {
        title: 'What you wrote is yours.',
        text: 'You can change it or take it back at any time. What others printed or copied before cannot be called back.',
      },
      {
        title: 'Everybody’s knowledge counts alike.',
        text: 'By experience, by work and by study: none of them comes first.',
      },
    ],
    agreementVersion: 1,
    agreementChangedAt: now,
    story: null,
    demonstrationAccounts: [],
    textVersion: 1,
    pending: [],
  };
}
